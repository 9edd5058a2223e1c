"""A key that is disabled, to be deleted or denied: told in words, nothing kept by halves, nothing lost."""

import html
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import urlencode

import boto3
import pytest
from botocore.exceptions import ClientError

from chalicelib.gateways import keys_in_force
from chalicelib.gateways.keys_in_force import KeysInForce
from chalicelib.gateways.open_seal import OpenSeal
from chalicelib.reference_data.problem_list import problem_kinds
from chalicelib.stores.tables import IdentityRow
from chalicelib.usecases.errors import KeyUnavailable, Unavailable
from chalicelib.usecases.identity.needs import SealedField
from infrastructure.compose import PARTS, read_part
from tests.canaries.service import Service, service
from tests.casework.world import AGADIR, World, officer
from tests.identity.conftest import NAME, Asking, asking
from tests.intake.world import IDENTITY, REPORT

__all__ = ["asking"]
INVESTIGATOR, CUSTODIAN = officer(f"investigator:{AGADIR}"), officer(f"custodian:{AGADIR}")
CODES = ("DisabledException", "KMSInvalidStateException", "AccessDeniedException", "NotFoundException")
ASKED = {"fields": ["full_name"], "motive": "réquisition", "reference": "2026/77", "legal_basis": "CPP 40"}


class Refused:
    """The key service answers so, for one kind of call."""

    def __init__(self, code: str) -> None:
        self.code: str | None = code

    def __call__(self, model: Any, **_: Any) -> None:
        if self.code:
            raise ClientError({"Error": {"Code": self.code, "Message": "arn"}}, model.name)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the alarm of operations would count."""
    names: list[str] = []
    monkeypatch.setattr(keys_in_force.metrics, "add_metric", lambda name, unit, value: names.append(name))
    return names


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Service, Refused]]:
    with service() as whole:
        refused = Refused("")
        kms = boto3.client("kms")
        kms.meta.events.register("before-parameter-build.kms", refused)
        monkeypatch.setattr("chalicelib.wiring.public._kms", cache(lambda: kms))
        yield whole, refused


@pytest.mark.parametrize("code", CODES)
def test_names_wait_anonymous_reports_come_in(running: tuple[Service, Refused], code: str, counted: list[str]) -> None:
    whole, refused = running
    refused.code = code
    anonymous = {**REPORT, "reporter": {"identity": "anonymous"}}
    for mode in ("named", "confidential"):
        for lang in ("ar", "fr", "en", "es", "zgh"):
            report = {**REPORT, "lang": lang, "reporter": {"identity": mode}, "identity": IDENTITY}
            key = f"{mode}{lang}" * 6
            # WHEN somebody gives a name
            answer = whole.ask("submit", "POST", "/reports", report, Idempotency_Key=key)
            # THEN the answer says in their language what to do, and that nothing was kept
            assert (answer.status, answer.json["type"]) == (503, "urn:e-blagh:problem:unavailable")
            assert answer.json["title"] == problem_kinds()["unavailable"].because["sealing"][lang]
            assert int(answer.headers["Retry-After"]) > 0
    # AND so does the page of who has no scripts, with all that was typed
    typed = {"lang": "fr", "citizen_choice": "FRAUD", "text": "Faux vendeur.", "reporter.identity": "named"}
    fields = urlencode({**typed, **{f"identity.{name}": value for name, value in IDENTITY.items()}})
    form = {"Content_Type": "application/x-www-form-urlencoded", "Accept": "text/html"}
    page = whole.ask("own page", "POST", "/reports", fields, **form)
    assert page.status == 503
    assert (problem_kinds()["unavailable"].because["sealing"]["fr"]) in html.unescape(page.text)
    assert "Faux vendeur." in page.text
    assert list(IdentityRow.scan()) == []
    assert counted == ["KeyRefused"] * 11
    # AND without names it comes in
    assert whole.ask("submit", "POST", "/reports", anonymous, Idempotency_Key="a" * 36).status == 201
    # AND once the key is enabled, the same report comes in by the same key
    refused.code = None
    report = {**REPORT, "lang": "fr", "reporter": {"identity": "named"}, "identity": IDENTITY}
    assert whole.ask("submit", "POST", "/reports", report, Idempotency_Key="namedfr" * 6).status == 201


def approved(asking: Asking, case_id: str) -> str:
    opening: str = asking.post(INVESTIGATOR, f"cases/{case_id}/unseal-requests", ASKED)[1]["id"]
    assert asking.post(CUSTODIAN, f"unseal-requests/{opening}/approve")[0] == 200
    return opening


@pytest.mark.parametrize("code", CODES)
def test_openings_are_refused_in_words_and_all_opens_again(
    asking: Asking, world: World, code: str, counted: list[str]
) -> None:
    refused = Refused(code)
    asking.kms.meta.events.register("before-parameter-build.kms.Decrypt", refused)
    refused.code = None
    case = asking.sealed_case(identity_mode="confidential", identity_fields=("full_name", "phone"))
    named = asking.sealed_case(assignee=INVESTIGATOR.sub)
    opening = approved(asking, case.id)
    # WHEN the key goes between the approval and the opening
    refused.code = code
    status, body = asking.post(INVESTIGATOR, f"unseal-requests/{opening}/open")
    # THEN nothing is shown, which is said; the approval is used, as the chain tells
    assert (status, body["title"]) == (503, problem_kinds()["unavailable"].because["opening"]["ar"])
    assert NAME not in str(body)
    assert world.actions(case)[-2:] == ["unseal.opened", "unseal.failed"]
    # AND a sight of a named reporter is told the same
    assert asking.ask(INVESTIGATOR, named.id)[0] == 503
    assert counted == ["KeyRefused"] * 2
    # WHEN the key is back THEN the used approval opens nothing, a new one opens all
    refused.code = None
    assert asking.post(INVESTIGATOR, f"unseal-requests/{opening}/open")[0] == 409
    again = approved(asking, case.id)
    assert asking.post(INVESTIGATOR, f"unseal-requests/{again}/open") == (200, {"fields": {"full_name": NAME}})
    assert asking.ask(INVESTIGATOR, named.id)[0] == 200


def test_a_failure_that_is_not_the_keys_is_no_alarm(counted: list[str]) -> None:
    class Slow:
        def decrypt(self, **_: Any) -> None:
            raise ClientError({"Error": {"Code": "ThrottlingException", "Message": ""}}, "Decrypt")

    with pytest.raises(Unavailable) as raised:
        OpenSeal(Slow(), KeysInForce(["key"]))("0" * 26, [SealedField("phone", "", "identity", "key")])
    assert not isinstance(raised.value, KeyUnavailable)
    assert counted == []


@pytest.mark.parametrize("key", ["other", "arn:aws:kms:eu-west-3:123456789012:key/other", "", "arn:aws:kms:::alias/x"])
def test_a_key_that_is_not_in_force_is_never_asked(key: str) -> None:
    """A row may name any key: a stranger's key that we may use by its own policy would be opened too."""

    class Never:
        def decrypt(self, **_: Any) -> None:
            raise AssertionError("the key service was asked")

    keys = KeysInForce(["arn:aws:kms:eu-west-3:123456789012:key/2", "arn:aws:kms:eu-west-3:123456789012:key/1"])
    good = SealedField("full_name", "", "identity", keys.newest)
    with pytest.raises(Unavailable):
        OpenSeal(Never(), keys)("0" * 26, [good, SealedField("phone", "", "identity", key)])


def test_the_alarms_watch_what_is_counted() -> None:
    alarms = read_part(PARTS / "alarms.yaml", {})["Resources"]
    watching = [alarm["Properties"] for alarm in alarms.values() if alarm["Properties"]["MetricName"] == "KeyRefused"]
    assert sorted(alarm["Dimensions"][0]["Value"] for alarm in watching) == ["PublicAPI", "UnsealIdentity"]
    assert all(alarm["Period"] == 60 and alarm["AlarmActions"] for alarm in watching)
