from chalicelib.reference_data.place_files import INDEX, build_index, read_communes


def test_the_index_file_is_the_one_that_the_names_give() -> None:
    assert INDEX.read_bytes() == build_index(), "run `python -m chalicelib.reference_data.place_files`"


def test_every_commune_has_one_code_and_a_name_in_both_scripts() -> None:
    communes = read_communes()
    assert len({commune.code for commune in communes}) == len(communes) == 1544
    assert all(commune.name_fr and commune.name_ar for commune in communes)
