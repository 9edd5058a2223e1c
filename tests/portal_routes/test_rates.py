"""Limits of rate of one officer: sixty searches a minute, and a code for nobody who cannot be reached."""

import pytest

from tests.casework.world import AGADIR, World, officer
from tests.portal_routes.conftest import Portal

INVESTIGATOR = officer(f"investigator:{AGADIR}")


@pytest.mark.parametrize(("language", "word"), [("fr", "Trop"), ("ar", "طلبات")])
def test_the_sixty_first_search_of_a_minute_is_told_to_wait_in_the_officers_language(
    portal: Portal, world: World, language: str, word: str
) -> None:
    # GIVEN sixty searches within a minute
    for _ in range(60):
        assert portal.post(INVESTIGATOR, "/portal/search", {"q": "rien"}).status == 200
        world.pass_time(milliseconds=900)
    # WHEN one more is made
    refused = portal.post(INVESTIGATOR, "/portal/search", {"q": "rien"}, headers={"Accept-Language": language})
    # THEN it says so, and when to come again; nothing of it is on the chain
    assert (refused.status, refused.slug) == (429, "too-many")
    assert word in refused.json["title"]
    wait = int(refused.headers["Retry-After"])
    assert 1 <= wait <= 60
    assert world.own_actions(INVESTIGATOR).count("search.made") == 60
    # AND another person searches, and so does this one after the wait
    assert portal.post(officer(f"investigator:{AGADIR}", sub="other"), "/portal/search", {"q": "rien"}).status == 200
    world.pass_time(seconds=wait)
    assert portal.post(INVESTIGATOR, "/portal/search", {"q": "rien"}).status == 200


def test_no_code_is_given_for_somebody_who_cannot_be_reached(portal: Portal, world: World) -> None:
    case = world.case(identity_mode="anonymous")
    refused = portal.post(INVESTIGATOR, f"/portal/cases/{case.id}/contact-codes", {"channel": "call"})
    assert (refused.status, refused.slug, refused.json["rule"]) == (409, "not-allowed-now", "anonymous")
    assert world.actions(case)[-1] == "case.refused"
    assert not any(sk.startswith("CODE") for sk in world.receipt(case))
