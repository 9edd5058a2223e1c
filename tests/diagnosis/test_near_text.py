"""Nearly the same text: found by a key, compared by a sketch, within a script, always the same way."""

import random
import subprocess
import sys
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.diagnosis.diagnose import diagnose
from chalicelib.domain.diagnosis.groups import links_of
from chalicelib.domain.diagnosis.link import TEXT
from chalicelib.domain.diagnosis.near_text import BANDS, LEAST_ALIKE, MIN_WORDS, SKETCH, alike, near_texts
from chalicelib.domain.diagnosis.search_terms import search_terms
from tests.diagnosis.test_links_and_terms import links

LURE = (
    "Bonjour cher client votre colis est bloqué au centre de tri il faut régler les frais de douane avant ce soir "
    "sur notre page sécurisée sinon il sera retourné à son expéditeur merci de votre confiance"
)
ARABIC = (
    "عزيزي الزبون طردك محجوز في مركز الفرز يجب أداء مصاريف الجمارك قبل هذا المساء عبر صفحتنا الآمنة "
    "وإلا سيعاد إلى المرسل وشكرا على ثقتكم الدائمة بخدماتنا"
)


def same(one: str, other: str) -> float:
    """How alike two texts are said to be; 0 when no key brings them together."""
    first, second = near_texts(one), near_texts(other)
    found = [alike(a.sketch, b.sketch) for a in first for b in second if set(a.keys) & set(b.keys)]
    return max(found, default=0.0)


def pairs(words: list[str]) -> set[tuple[str, str]]:
    return set(pairwise(words))


def edited_pairs(seed: int, count: int) -> list[tuple[list[str], list[str], float]]:
    """Texts of every length with words put in, left out and changed, and how alike they truly are."""
    chance = random.Random(seed)
    vocabulary = [f"mot{chr(97 + number % 26)}{chr(97 + number // 26 % 26)}{number}" for number in range(2000)]
    made = []
    for _ in range(count):
        one = [chance.choice(vocabulary) for _ in range(chance.choice([20, 30, 60, 120, 400]))]
        other = list(one)
        for _ in range(chance.randint(0, len(one) // 3)):
            at = chance.randrange(len(other))
            other[at : at + chance.randint(0, 1)] = [chance.choice(vocabulary)] * chance.randint(0, 1)
        other += [chance.choice(vocabulary) for _ in range(MIN_WORDS - len(other))]
        made.append((one, other, len(pairs(one) & pairs(other)) / len(pairs(one) | pairs(other))))
    return made


def test_pairs_that_are_alike_are_found_and_others_are_not() -> None:
    made = edited_pairs(seed=7, count=1500)
    near = [same(" ".join(one), " ".join(other)) >= LEAST_ALIKE for one, other, share in made if share >= LEAST_ALIKE]
    far = [same(" ".join(one), " ".join(other)) >= LEAST_ALIKE for one, other, share in made if share < 0.5]
    assert len(near) > 200
    assert sum(near) / len(near) > 0.98
    assert len(far) > 100
    assert not any(far)


def test_a_sketch_that_is_not_full_compares_exactly_and_a_full_one_nearly() -> None:
    for one, other, share in edited_pairs(seed=8, count=300):
        [first], [second] = near_texts(" ".join(one)), near_texts(" ".join(other))
        exact = max(len(one), len(other)) <= SKETCH
        assert abs(alike(first.sketch, second.sketch) - share) <= (1e-9 if exact else 0.1)


@pytest.mark.parametrize(
    "again",
    [
        LURE.upper(),
        LURE.replace(" ", "\n "),
        LURE.replace("é", "e\u0301"),
        LURE.replace("colis", "coooolis").replace("coooolis", "colis"),
        LURE.replace("client", "cli\u200bent"),
        "  " + LURE.replace(",", " ;") + " !!!",
    ],
)
def test_spelling_and_signs_do_not_part_texts(again: str) -> None:
    assert same(LURE, again) == 1.0


def test_figures_are_no_words() -> None:
    assert same(f"{LURE} 250 dirhams avant le 3", f"{LURE} 12500 dirhams avant le 28") == 1.0


def test_a_text_counts_within_its_script() -> None:
    assert [near.script for near in near_texts(f"{LURE} {ARABIC}")] == ["Arab", "Latn"]
    assert same(LURE, ARABIC) == 0.0
    # What a victim adds in another script does not hide the text that was sent.
    assert same(f"{LURE} توصلت بهاد الرسالة وخفت", LURE) == 1.0
    assert same(ARABIC, f"J'ai reçu ce message hier soir : {ARABIC}") == 1.0


def test_short_texts_have_no_keys() -> None:
    assert near_texts(" ".join(LURE.split()[: MIN_WORDS - 1])) == []
    assert len(near_texts(" ".join(LURE.split()[:MIN_WORDS]))[0].keys) == BANDS


def test_a_text_links_weakly_without_its_observables(rules) -> None:
    told = [link for link in links(rules, {"text": LURE}) if link.kind == TEXT]
    assert len(told) == BANDS
    assert {link.strength for link in told} == {"weak"}
    other = links(rules, {"text": f"{LURE} https://a.example/x 0600000021 nom@boite.example"})
    assert [link for link in other if link.kind == TEXT] == told


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_text_has_an_answer(one: str, other: str) -> None:
    for near in near_texts(one):
        assert len(near.sketch) <= 3 * SKETCH
        assert alike(near.sketch, near.sketch) == 1.0
    assert 0.0 <= same(one, other) <= 1.0
    assert same(one, other) == same(other, one)


@settings(max_examples=50)
@given(st.lists(st.sampled_from(LURE.split() + ARABIC.split()), min_size=20, max_size=200))
def test_keys_depend_on_the_words_alone(words: list[str]) -> None:
    assert near_texts(" ".join(words)) == near_texts("  ".join(words) + ".")


def test_keys_are_the_same_in_every_process() -> None:
    script = f"from chalicelib.domain.diagnosis.near_text import near_texts; print(near_texts({LURE!r})[0].keys)"
    said = {
        subprocess.run(
            [sys.executable, "-c", script], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True
        ).stdout
        for seed in ("1", "2")
    }
    assert said == {f"{near_texts(LURE)[0].keys}\n"}


@pytest.mark.parametrize("sign", ["mot ", "a.a.", "0600000021 ", "https://a.example/x ", "@nom ", "كيهددني "])
def test_links_and_terms_of_a_megabyte_take_less_than_a_second(rules, sign: str) -> None:
    numbered = "".join(f"{sign[:-1]}{number} " for number in range(10**6 // (len(sign) + 5)))
    for text in ((sign * 10**6)[: 10**6], numbered):
        report = {"text": text}
        diagnosis = diagnose(report, rules)
        started = time.process_time()
        links_of(diagnosis, report, rules)
        search_terms(diagnosis, report, [])
        assert time.process_time() - started < 1
