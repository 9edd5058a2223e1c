"""Every article that the tables and the words of flags cite, against those that the rules cite."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.law.made_up_facts import LAW

RULES_FILE = Path(__file__).resolve().parents[2] / "chalicelib/reference_data/law/rules.json"
OFFENCE_IN_MOROCCO = ("CPP 44", "CPP 259")
RULE_ARTICLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "J0": ("ours", ()),
    "J1": ("ours", ()),
    "J2": ("law", ("decree 2.23.665 art. 3",)),
    "J3": ("law", ("decree 2.23.665 art. 6",)),
    "J4": ("law", OFFENCE_IN_MOROCCO),
    "J4b": ("law", ("CPP 704", "CPP 712", "CPP 259")),
    "J5": ("law", ("law 03-03 art. 7",)),
    "J6": ("law", ("law 43-05 art. 38", "CPP 260-1")),
    "J7": ("law", ("CPP 463-1", "CPP 260")),
    "J8": ("law", ("CPP 252", "CPP 254", "CPP 255", "CPP 416")),
    "J9": ("law", ("CPP 712",)),
    "J10": ("law", ("law 88-13 art. 94",)),
    "J11": ("law", ("CPP 705", "CPP 706")),
    "J12": ("ours", ()),
    "J13": ("law", ("CPP 21", "CPP 40", "CPP 49")),
    "J14": ("law", ("law 88-13 art. 99",)),
    "J15": ("law", ()),
    "J16": ("ours", ()),
}
RANKED_ARTICLES: dict[str, list[tuple[str, tuple[str, ...]]]] = {
    "J4": [
        ("offence", OFFENCE_IN_MOROCCO),
        ("suspect_residence", OFFENCE_IN_MOROCCO),
        ("company_seat", ("CPP 44",)),
        ("arrest", OFFENCE_IN_MOROCCO),
        ("detention", OFFENCE_IN_MOROCCO),
        ("content_received", ("CPP 704",)),
    ],
    "J4b": [
        ("offence", ("CPP 704", "CPP 44")),
        ("suspect_residence", ("CPP 44", "CPP 712")),
        ("company_seat", ("CPP 44",)),
        ("arrest", ("CPP 44", "CPP 712")),
        ("detention", ("CPP 44",)),
        ("last_suspect_residence", ("CPP 712",)),
        ("victim_residence", ("CPP 712",)),
        ("content_received", ("CPP 704",)),
    ],
    "J7": [
        ("offence", ("CPP 463-1",)),
        ("suspect_residence", ("CPP 463-1",)),
        ("guardian_residence", ("CPP 463-1",)),
        ("arrest", ("CPP 463-1",)),
        ("detention", ("CPP 463-1",)),
        ("content_received", ("CPP 704",)),
    ],
    "J9": [
        ("suspect_residence", ("CPP 712",)),
        ("last_suspect_residence", ("CPP 712",)),
        ("arrest", ("CPP 712",)),
        ("victim_residence", ("CPP 712",)),
    ],
    "J10": [("publisher_seat", ("law 88-13 art. 94",)), ("suspect_residence", ("law 88-13 art. 94",))],
    "J11-ship": [("port_or_landing", ("CPP 705",)), ("arrest", ("CPP 705",))],
    "J11-aircraft-arrest": [("arrest", ("CPP 706",))],
    "J11-aircraft-landing": [("port_or_landing", ("CPP 706",))],
}
LEVEL_ARTICLES = {
    "misdemeanour": ("CPP 40", "CPP 252"),
    "felony": ("CPP 49", "CPP 254", "CPP 416"),
    "connected_felony": ("CPP 255", "CPP 416"),
}
ROADS_FROM_ABROAD = {
    "moroccan_felony": ("CPP 707",),
    "moroccan_misdemeanour": ("CPP 708",),
    "foreigner": ("CPP 710",),
    "state_security": ("CPP 711",),
}
# Flag: the numbers that its consequence cites, in both languages.
FLAG_ARTICLES = {
    "several_forums": {"261", "263"},
    "check_connected_felony": {"255"},
    "minor_suspect": {"458"},
    "child_under_12": {"461-1"},
    "offence_abroad": {"707", "712"},
    "return_required": {"707", "708"},
    "complaint_or_foreign_notice_required": {"708"},
    "outside_moroccan_jurisdiction": {"710"},
    "default_rabat": {"712"},
    "prosecutor_leave_required": {"21", "40", "49"},
    "danger_now": {"21"},
    "own_complaint_required": {"88-13", "99"},
    "official_complaint_required": {"88-13", "99"},
    "minor_victim": {"43", "510"},
    "interpreter": {"21"},
    "mutual_assistance": {"713", "714"},
    "special_procedure": {"264", "268"},
}
NUMBER = re.compile(r"\d+(?:-\d+)?")


def rules_file() -> Any:
    return json.loads(RULES_FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("rule", sorted(LAW.tables.basis))
def test_a_rule_cites_its_articles_and_no_others(rule: str) -> None:
    assert (LAW.tables.basis[rule], LAW.tables.articles[rule]) == RULE_ARTICLES[rule]


def test_all_rules_are_told() -> None:
    assert set(LAW.tables.basis) == set(RULE_ARTICLES)
    assert set(LAW.tables.rankings) == set(RANKED_ARTICLES)


@pytest.mark.parametrize("name", RANKED_ARTICLES)
def test_roles_are_ranked_in_the_order_of_the_rule_each_with_its_article(name: str) -> None:
    ranking = LAW.tables.rankings[name]
    by_rank = sorted(ranking.rank, key=lambda role: ranking.rank[role])
    assert [(role, ranking.articles[role]) for role in by_rank] == RANKED_ARTICLES[name]


def test_only_the_seat_of_a_company_shares_its_rank() -> None:
    for name, entry in rules_file()["rankings"].items():
        shared = [sorted(roles) for roles in entry["ranks"] if len(roles) > 1]
        assert shared == ([["company_seat", "suspect_residence"]] if name in ("J4", "J4b") else [])


def test_the_level_of_a_court_cites_its_articles() -> None:
    assert LAW.tables.level_articles == LEVEL_ARTICLES


def test_what_lets_morocco_prosecute_an_act_abroad_cites_its_article() -> None:
    assert LAW.tables.prosecuted_abroad == ROADS_FROM_ABROAD


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("flag", sorted(LAW.wording["flags"]))
def test_a_flag_cites_the_articles_of_its_rule(flag: str, language: str) -> None:
    _, consequence = LAW.wording["flags"][flag][language]
    years = {"12"} if flag == "child_under_12" else set()
    assert set(NUMBER.findall(consequence)) - years == FLAG_ARTICLES.get(flag, set())
