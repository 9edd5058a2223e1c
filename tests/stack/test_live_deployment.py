"""What a deployment leaves behind, asked over HTTP and through the account."""

import dataclasses
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from chalicelib.domain.intake.receipt_proof import key_name
from infrastructure.change_set import StackError, make_change_set
from infrastructure.deployment.account import Account
from infrastructure.deployment.deploy import DeclinedError, deploy_stack
from infrastructure.deployment.officers import OfficerError, Officers
from infrastructure.deployment.outputs import stack_outputs
from infrastructure.edge.headers import CUSTOM_HEADERS, SITE_POLICY, content_policy, portal_policy
from tests.stack.conftest import ORIGIN, Deployed

TOKEN = "Bearer eyJhbGciOiJub25lIn0.e30.c2VjcmV0"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: str


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Shows a redirection instead of following it."""

    def redirect_request(self, *members: object) -> None:
        return None


def ask(deployed: Deployed, host: str, path: str, method: str = "GET", headers: dict[str, str] | None = None) -> Answer:
    edge = {"Host": host, "X-Forwarded-Proto": "https", **(headers or {})}
    request = urllib.request.Request(deployed.endpoint + path, method=method, headers=edge)
    try:
        answer = urllib.request.build_opener(NoRedirect).open(request, timeout=20)
    except urllib.error.HTTPError as refusal:
        answer = refusal
    with answer:
        return Answer(answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read().decode())


def api(deployed: Deployed, path: str, method: str = "GET", headers: dict[str, str] | None = None) -> Answer:
    return ask(deployed, f"{deployed.outputs['ApiId']}.execute-api.localhost", f"/api{path}", method, headers)


def page(deployed: Deployed, path: str) -> Answer:
    return ask(deployed, deployed.outputs["DistributionDomain"], path)


def test_a_route_answers(deployed: Deployed) -> None:
    assert api(deployed, "/health").status == 200


@pytest.mark.parametrize("path", ["/", "/nothing", "/health/deeper", "/portals", "/receipts/nothing/at/all"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_an_unknown_path_is_a_problem_and_never_repeats_the_token(deployed: Deployed, path: str, method: str) -> None:
    answer = api(deployed, path, method, {"Authorization": TOKEN})
    assert answer.status == 404
    assert json.loads(answer.body)["type"] == "urn:e-blagh:problem:not-found"
    assert TOKEN.removeprefix("Bearer ") not in answer.body + str(answer.headers)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"])
def test_a_wrong_method_is_told_the_right_one(deployed: Deployed, method: str) -> None:
    answer = api(deployed, "/reports", method, {"Authorization": TOKEN})
    assert (answer.status, answer.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize("token", [None, "Bearer x", TOKEN, "garbage"])
def test_a_portal_path_asks_who_is_there(deployed: Deployed, token: str | None) -> None:
    answer = api(deployed, "/portal/queue", headers={"Authorization": token} if token else None)
    assert answer.status == 401
    assert json.loads(answer.body)["type"] == "urn:e-blagh:problem:unauthenticated"


@pytest.mark.parametrize("path", ["/portal", "/portal/nothing/at/all", "/portal/cases", "/portal/cases/0M8/nothing"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("token", [None, TOKEN])
def test_an_unknown_portal_path_asks_who_is_there_too(
    deployed: Deployed, path: str, method: str, token: str | None
) -> None:
    # Otherwise a stranger learns which paths of the portal exist.
    answer = api(deployed, path, method, {"Authorization": token} if token else None)
    assert answer.status == 401
    assert json.loads(answer.body)["type"] == "urn:e-blagh:problem:unauthenticated"
    assert TOKEN.removeprefix("Bearer ") not in answer.body + str(answer.headers)


@pytest.mark.parametrize(
    ("path", "content"), [("/", "languages"), ("/ar/", "home"), ("/ar", "home"), ("/ar/k/01/", "kind")]
)
def test_a_folder_shows_its_page(deployed: Deployed, path: str, content: str) -> None:
    answer = page(deployed, path)
    assert (answer.status, answer.body) == (200, content)
    assert answer.headers["content-security-policy"] == content_policy(SITE_POLICY)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    for name, value in CUSTOM_HEADERS.items():
        assert answer.headers[name.lower()] == value
    assert "set-cookie" not in answer.headers


def test_every_address_of_the_portal_is_its_one_page_with_its_own_policy(deployed: Deployed) -> None:
    for path in ("/portal/", "/portal/signed-in/", "/portal/cases/0M8"):
        answer = page(deployed, path)
        assert (answer.status, answer.body) == (200, "portal")
        assert answer.headers["content-security-policy"] == content_policy(portal_policy(None))
        assert answer.headers["cache-control"] == "no-store"


def test_an_unknown_page_is_not_found_in_three_languages(deployed: Deployed) -> None:
    answer = page(deployed, "/ar/nowhere/")
    assert answer.status == 404
    assert all(f'href="/{language}/"' in answer.body for language in ("ar", "fr", "en"))


def test_the_exit_leads_away_and_clears_the_cache_only(deployed: Deployed) -> None:
    answer = page(deployed, "/leave")
    assert answer.status == 303
    assert answer.headers["location"] == deployed.stage.leave_to
    assert answer.headers["clear-site-data"] == '"cache"'


def test_caches_keep_what_never_changes_and_nothing_that_is_private(deployed: Deployed) -> None:
    assert page(deployed, "/assets/site.0123abcd.css").headers["cache-control"] == "public, max-age=31536000, immutable"
    assert page(deployed, "/ar/").headers["cache-control"] == "no-cache"
    assert page(deployed, "/ar/follow/").headers["cache-control"] == "no-store"


def test_the_portal_finds_its_settings(deployed: Deployed) -> None:
    assert json.loads(page(deployed, "/portal/config.json").body) == {
        "api": "/api",
        "client_id": deployed.outputs["PortalClientId"],
        "pool_id": deployed.outputs["UserPoolId"],
        "region": "us-east-1",
        "signin_origin": ORIGIN,
        "stage": "local",
    }


def test_the_site_publishes_the_key_that_verifies_proofs(deployed: Deployed) -> None:
    (key,) = json.loads(page(deployed, "/.well-known/receipt-keys.json").body)["keys"]
    assert (key["kty"], key["crv"], key["alg"], key["use"]) == ("EC", "P-256", "ES256", "sig")
    assert key["kid"] == key_name(deployed.outputs["ProofKey"])


def test_deploying_again_changes_nothing(deployed: Deployed) -> None:
    said: list[str] = []
    again = deploy_stack(
        deployed.session,
        deployed.stage,
        endpoint_url=deployed.endpoint,
        origin=ORIGIN,
        root=deployed.sample,
        build=deployed.build,
        report=said.append,
    )
    assert again == deployed.outputs
    assert "stack: nothing to change" in said
    assert "site: 0 files changed" in said


def test_a_plan_shows_what_would_change_and_a_refusal_leaves_all_as_it_was(deployed: Deployed) -> None:
    other = dataclasses.replace(deployed.stage, log_days=14)
    shown: list[str] = []

    def look(changes: tuple[object, ...]) -> bool:
        shown.extend(str(change) for change in changes)
        return False

    with pytest.raises(DeclinedError):
        deploy_stack(
            deployed.session,
            other,
            endpoint_url=deployed.endpoint,
            origin=ORIGIN,
            confirm=look,
            root=deployed.sample,
            build=deployed.build,
        )
    assert any("PublicAPILogs" in change for change in shown)
    group = deployed.client("logs").describe_log_groups(logGroupNamePrefix="/aws/lambda/e-blagh-local-PublicAPI")
    assert group["logGroups"][0]["retentionInDays"] == deployed.stage.log_days


def test_a_template_that_cloudformation_refuses_is_told_in_words(deployed: Deployed) -> None:
    bucket = Account(deployed.session, deployed.stage, deployed.endpoint).code_bucket
    broken = {"Resources": {"Odd": {"Type": "AWS::No::Such"}}}
    deployed.client("s3").put_object(Bucket=bucket, Key="broken.json", Body=json.dumps(broken))
    with pytest.raises(StackError, match="refuses the template of broken"):
        make_change_set(
            deployed.client("cloudformation"), "broken", f"{deployed.endpoint}/{bucket}/broken.json", {}, {}
        )


def test_a_stage_that_is_not_deployed_has_no_outputs(deployed: Deployed) -> None:
    with pytest.raises(StackError, match="stage dev is not deployed"):
        stack_outputs(deployed.session, dataclasses.replace(deployed.stage, name="dev"), endpoint_url=deployed.endpoint)


@pytest.fixture
def officers(deployed: Deployed) -> Iterator[Officers]:
    people = Officers(deployed.session, deployed.stage, endpoint_url=deployed.endpoint)
    yield people
    for officer in people.list():
        deployed.client("cognito-idp").admin_delete_user(UserPoolId=people.pool_id, Username=officer.user)


def test_an_officer_has_the_rights_that_were_given_and_no_other(officers: Officers) -> None:
    officers.create("amina", "P-17", ["investigator:TPI-AGADIR"], "Temporary-2026-x")
    officers.grant("amina", "analyst:NATIONAL")
    officers.revoke("amina", "investigator:TPI-AGADIR")
    (amina,) = officers.list()
    assert (amina.user, amina.personnel, amina.enabled) == ("amina", "P-17", True)
    assert amina.rights == ("analyst:NATIONAL",)


def test_a_disabled_officer_stays_in_the_list_and_out_of_the_portal(officers: Officers) -> None:
    officers.create("brahim", "P-18", [], "Temporary-2026-x")
    officers.disable("brahim")
    assert [officer.enabled for officer in officers.list()] == [False]


@pytest.mark.parametrize("right", ["boss:TPI-AGADIR", "investigator", "investigator:TPI-NOWHERE", ":NATIONAL", "a:b:c"])
def test_a_right_that_does_not_exist_is_given_to_nobody(officers: Officers, right: str) -> None:
    with pytest.raises(OfficerError):
        officers.create("carim", "P-19", ["analyst:NATIONAL", right], "Temporary-2026-x")
    assert officers.list() == []


def test_a_person_that_does_not_exist_is_told_in_words(officers: Officers) -> None:
    with pytest.raises(OfficerError, match="no account nobody"):
        officers.grant("nobody", "analyst:NATIONAL")
