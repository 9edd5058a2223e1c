"""A case as a file to take away."""

from collections.abc import Callable

from playwright.sync_api import expect

from . import cases
from .conftest import Desk
from .world import World


def test_an_officer_makes_a_file_and_saves_it(desk: Callable[..., Desk], world: World) -> None:
    world.files.append(cases.made_file(cases.COLLEAGUE, "G", kind="archive", lang="ar", made_at=cases.ago(minutes=9)))
    one = desk("fr")
    page = one.sign_in(f"#queue/case/{cases.NAMED}")
    box = page.locator("eb-exports")
    box.get_by_text("Exporter le dossier").click()
    # A colleague's file is told, and given to the colleague alone.
    expect(box.locator("li")).to_have_count(1)
    expect(box.get_by_role("button", name="Télécharger", exact=True)).to_have_count(0)

    box.get_by_label("Forme").select_option("archive")
    box.get_by_label("Langue du document").select_option("ar")
    with page.expect_download():
        box.get_by_role("button", name="Établir et télécharger").click()

    assert [asked for method, path, asked in world.requests if path.endswith("/exports") and method == "POST"] == [
        {"kind": "archive", "lang": "ar"}
    ]
    expect(page.get_by_text("Le fichier est dans vos téléchargements.")).to_be_visible()
    with page.expect_download():
        box.get_by_role("button", name="Télécharger", exact=True).click()
    assert one.faults == []
    assert one.axe() == []


def test_a_refusal_is_said_where_it_was_asked(desk: Callable[..., Desk], world: World) -> None:
    page = desk("fr").sign_in(f"#queue/case/{cases.NAMED}")
    page.get_by_text("Exporter le dossier").click()
    world.fail_next = (429, "too-many")
    page.get_by_role("button", name="Établir et télécharger").click()

    expect(page.locator("eb-exports [role=alert]")).to_be_visible()


def test_who_may_not_is_not_offered_it(desk: Callable[..., Desk], world: World) -> None:
    world.rights[:] = [("analyst", "TPI-AGADIR")]
    page = desk("fr").sign_in(f"#queue/case/{cases.NAMED}")

    page.locator("eb-timeline").wait_for()
    expect(page.locator("eb-exports details")).to_have_count(0)
