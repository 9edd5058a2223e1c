"""Nobody gets in without a genuine id token of our pool and client, and rights come from its groups alone."""

import pytest

from chalicelib.reference_data.court_list import court_list
from tests.casework.world import AGADIR, World, officer
from tests.portal_routes.conftest import Portal

CASE = "01J00000000000000000000000"
READS = ["me", "courts", "queue", f"cases/{CASE}", f"cases/{CASE}/notes", f"cases/{CASE}/messages"]
WRITES = ["notes", "messages", "take", "assign", "refer", "court", "state", "corrections", "links"]


@pytest.mark.parametrize("path", READS)
def test_without_a_token_nothing_is_read(portal: Portal, path: str) -> None:
    answer = portal.get(None, f"/portal/{path}")
    assert (answer.status, answer.slug) == (401, "unauthenticated")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", WRITES)
def test_without_a_token_nothing_is_written_whatever_the_body(portal: Portal, path: str) -> None:
    assert portal.ask("POST", None, f"/portal/cases/{CASE}/{path}", "{not json").status == 401


@pytest.mark.parametrize(
    "claims",
    [
        {"token_use": "access"},
        {"aud": "another-client"},
        {"iss": "https://cognito-idp.eu-west-3.amazonaws.com/eu-west-3_attacker"},
        {"exp": "1700000000"},
        {"exp": "soon"},
        {"exp": None},
        {"sub": ""},
    ],
)
def test_claims_that_are_not_a_living_id_token_of_ours_are_nobody(portal: Portal, claims: dict[str, object]) -> None:
    assert portal.get(officer(f"investigator:{AGADIR}"), "/portal/me", **claims).status == 401


def test_the_gateways_way_of_writing_dates_and_groups_is_understood(portal: Portal) -> None:
    person = officer(f"investigator:{AGADIR}")
    written = {"exp": "Wed Nov 25 09:00:00 UTC 2026", "cognito:groups": f"investigator:{AGADIR},analyst:NATIONAL"}
    answer = portal.get(person, "/portal/me", **written)
    assert answer.json == {
        "sub": person.sub,
        "rights": [{"role": "analyst", "court": "NATIONAL"}, {"role": "investigator", "court": AGADIR}],
        "roles": ["analyst", "investigator"],
        "courts": ["NATIONAL", AGADIR],
    }


def test_a_role_claimed_elsewhere_changes_nothing(portal: Portal) -> None:
    person = officer(f"investigator:{AGADIR}")
    asked = "/portal/me?role=administrator&court=TPI-FES"
    assert portal.get(person, asked, headers={"X-Role": "administrator"}).json == portal.get(person, "/portal/me").json


def test_somebody_without_a_group_sees_nothing_and_the_try_is_written_down(portal: Portal, world: World) -> None:
    case = world.case()
    nobody = officer(sub="nogroup")
    assert portal.get(nobody, "/portal/queue").status == 403
    assert portal.get(nobody, f"/portal/cases/{case.id}").status == 404
    assert world.own_actions(nobody) == ["access.denied", "access.denied"]
    # AND the refusal comes before anything that was said is looked at
    for path in ("queue?limit=nonsense", "statistics?month=13", "audit", "duty"):
        assert portal.get(nobody, f"/portal/{path}").status == 403
    for path in ("search", "assign"):
        assert portal.ask("POST", nobody, f"/portal/{path}", "{no json").status == 403


def test_courts_are_listed_to_everybody_who_signed_in(portal: Portal) -> None:
    person = officer("administrator:NATIONAL")
    first = portal.get(person, "/portal/courts?limit=100").json
    rest = portal.get(person, f"/portal/courts?limit=100&cursor={first['cursor']}").json
    assert (first["count"], rest["cursor"]) == (100, None)
    ids = [court["id"] for court in first["items"] + rest["items"]]
    assert len(ids) == len(set(ids)) == len(court_list())
    assert {"id", "name_ar", "name_fr", "kind", "open_from"} == set(first["items"][0])
    assert portal.get(person, "/portal/courts").json["count"] == 50


def test_a_sign_in_is_written_on_the_persons_chain(portal: Portal, world: World) -> None:
    person = officer(f"investigator:{AGADIR}")
    assert portal.get(person, "/portal/me").status == 200
    assert world.own_actions(person) == ["session.opened"]
