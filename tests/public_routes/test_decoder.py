"""The strict decoder: whatever comes, an answer of the closed list and never a defect."""

import base64
import gzip
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.intake.world import REPORT
from tests.public_routes.conftest import PublicSite

ONE = '{"lang":"fr","citizen_choice":"FRAUD","reporter":{"role":"victim","identity":"anonymous"},"text":"x"}'


def with_occurred(written: str) -> str:
    return ONE[:-1] + f',"occurred":{written}}}'


@pytest.mark.parametrize(
    "body",
    [
        *("", " ", "null", "[]", "[{}]", '"x"', "0", "true", "{", "{'text':'x'}", "/* c */" + ONE),
        *(ONE + " trailing", ONE + "{}", ONE[:-1] + ",}"),
        *(with_occurred(written) for written in ("NaN", "Infinity", "-Infinity", "1e999", "0x10", "01", "9" * 10000)),
        "[" * 100_000,
        '{"text":' + '{"a":' * 20_000 + "1",
        '{"a":' * 17 + "1" + "}" * 17,
        '{"lang":"fr","text":"un","text":"deux"}',
        '{"lang":"fr","text":"un","te\\u0078t":"deux"}',
        '{"reporter":{"identity":"named"},"identity":{"full_name":"A","full_name":"B"}}',
        *(ONE.replace('"x"', f'"a{escape}b"') for escape in ("\\ud800", "\\udfff", "\\udc00\\ud800", "\\ud83d")),
        "\ufeff" + ONE,
        ONE.encode("utf-16"),
        b'{"text":"\xff\xfe\x80"}',
        b'{"text":"\xc0\xaf\xe0\x80\xaf"}',
        ONE.replace('"x"', '"what the gateway left: \ufffd"'),
    ],
)
def test_a_body_that_is_no_strict_json_object_is_malformed(site: PublicSite, body: str | bytes) -> None:
    answer = site.post("/reports", body)
    assert (answer.status, answer.slug) == (400, "malformed")


def test_sixteen_levels_and_brackets_in_strings_are_no_depth(site: PublicSite) -> None:
    assert site.post("/reports", ONE.replace('"x"', '"[[[[[[[[[[[[[[[[[[[[{{{{ \\" ]"')).status == 201
    deep = '{"lang":' + "[" * 15 + "]" * 15 + "}"
    assert site.post("/reports", deep).status == 422


@pytest.mark.parametrize("size", [262_145, 5 * 1024 * 1024])
def test_a_body_over_the_limit_is_too_large(site: PublicSite, size: int) -> None:
    assert site.post("/reports", b"a" * size).slug == "too-large"


@pytest.mark.parametrize(
    "content_type",
    [
        *("text/plain", "text/json", "application/octet-stream", "multipart/form-data; boundary=x", ""),
        *("application/xml", "text/xml", "application/json; charset=utf-7", "application/json; charset=latin-1"),
    ],
)
def test_another_media_type_or_charset_is_unsupported(site: PublicSite, content_type: str) -> None:
    answer = site.post("/reports", ONE, content_type=content_type)
    assert (answer.status, answer.slug) == (415, "unsupported-media")


@pytest.mark.parametrize("encoding", ["gzip", "identity", "br"])
def test_any_content_encoding_is_unsupported(site: PublicSite, encoding: str) -> None:
    assert site.post("/reports", gzip.compress(ONE.encode()), Content_Encoding=encoding).slug == "unsupported-media"


def test_spellings_of_the_media_type_are_accepted(site: PublicSite) -> None:
    for spelling in (
        "APPLICATION/JSON; charset=UTF-8",
        "application/json;charset=utf-8",
        'application/json; charset="utf-8"',
    ):
        assert site.post("/reports", ONE, content_type=spelling).status == 201


@pytest.mark.parametrize(
    "key",
    ["1", "abc", "0000000000", "a b c d e f g h i j k l m n", "clé-clé-clé-clé-clé-clé-clé", "x" * 129],
)
def test_a_key_that_could_be_guessed_is_malformed(site: PublicSite, key: str) -> None:
    assert site.post("/reports", ONE, Idempotency_Key=key).slug == "malformed"


def test_json_under_the_forms_type_is_refused(site: PublicSite) -> None:
    assert site.form("/reports", ONE).status in (400, 422)


@pytest.mark.parametrize(
    "body",
    ["text=x" + "&a=1" * 10_000, "lang=fr&text=%ff%fe%c0%af", "lang=fr&lang=ar", "reporter=x&reporter.role=victim"],
)
def test_a_form_that_cannot_be_read_is_malformed(site: PublicSite, body: str) -> None:
    assert site.form("/reports", body).slug == "malformed"


def event(body: Any, *, encoded: bool) -> dict[str, Any]:
    return {
        "resource": "/reports",
        "path": "/reports",
        "httpMethod": "POST",
        "headers": {"content-type": "application/json"},
        "multiValueHeaders": {"content-type": ["application/json"]},
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "stageVariables": None,
        "requestContext": {"resourcePath": "/reports", "httpMethod": "POST", "path": "/reports"},
        "body": body,
        "isBase64Encoded": encoded,
    }


def test_a_body_that_is_no_base64_although_it_says_so_is_malformed(site: PublicSite) -> None:
    answer = site._client._app(event("?not base64?", encoded=True), None)
    assert answer["statusCode"] == 400
    encoded = base64.b64encode(ONE.encode()).decode()
    assert site._client._app(event(encoded, encoded=True), None)["statusCode"] == 201


def test_a_key_in_two_headers_is_malformed(site: PublicSite) -> None:
    twice = event(ONE, encoded=False)
    twice["multiValueHeaders"]["Idempotency-Key"] = ["a" * 30, "b" * 30]
    assert site._client._app(twice, None)["statusCode"] == 400


_ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
_MEMBERS = st.sampled_from([*REPORT, "identity", "contact", "answers", "form", "victim", "suspect", "identifiers"])
_LIGHT = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@_LIGHT
@given(body=st.binary(max_size=400))
def test_arbitrary_bytes_never_make_a_defect(site: PublicSite, body: bytes) -> None:
    assert site.post("/reports", body).status in (400, 413, 422)
    assert site.form("/reports", body.decode("latin-1")).status in (400, 413, 422)


@_LIGHT
@given(members=st.dictionaries(_MEMBERS, _ANY_JSON, max_size=6))
def test_arbitrary_members_never_make_a_defect(site: PublicSite, members: dict[str, Any]) -> None:
    body = json.dumps({**REPORT, **members}).encode("utf-8", "surrogatepass")
    assert site.post("/reports", body).status in (201, 400, 413, 422)
    assert site.post("/receipts/facts", body).status in (400, 422)


@_LIGHT
@given(receipt=_ANY_JSON)
def test_arbitrary_receipts_never_make_a_defect(site: PublicSite, receipt: Any) -> None:
    body = json.dumps({"receipt": receipt}).encode("utf-8", "surrogatepass")
    assert site.post("/receipts", body).status in (400, 404, 422)
