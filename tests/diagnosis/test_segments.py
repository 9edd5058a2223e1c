"""A mixed report says which part is in which language, by places in its own text."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.diagnosis.diagnose import diagnose
from chalicelib.reference_data.diagnosis_rules import load_diagnosis_rules

RULES = load_diagnosis_rules()
FRENCH = "Mon compte a été piraté hier soir et je ne sais pas comment le récupérer."
DARIJA = "دابا راه كيصيفط لصحابي وكيطلب منهم الفلوس، عافاكم عاونوني."


def test_each_sentence_has_its_language():
    text = f"{FRENCH} {DARIJA}"
    found = diagnose({"text": text}, RULES)
    parts = [(part["language"], part["script"], text[part["start"] : part["end"]]) for part in found["segments"]]
    assert parts == [("fr", "Latn", FRENCH[:-1]), ("ary", "Arab", DARIJA[:-1])]


def test_places_hold_in_a_text_with_hidden_characters():
    text = f"\u200f{FRENCH[:20]}\u200b{FRENCH[20:]} \u202b{DARIJA}\u202c"
    second = diagnose({"text": text}, RULES)["segments"][1]
    assert text[second["start"] : second["end"]] == DARIJA[:-1]


def test_one_language_has_no_segments():
    assert "segments" not in diagnose({"text": f"{FRENCH} {FRENCH}"}, RULES)


@given(st.lists(st.one_of(st.sampled_from([FRENCH, DARIJA, "hada rah chffar dyal bnadem. "]), st.text(max_size=20))))
def test_segments_are_in_order_and_in_the_text(pieces):
    text = " ".join(pieces)
    parts = diagnose({"text": text}, RULES).get("segments", [])
    places = [place for part in parts for place in (part["start"], part["end"])]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
