"""The one strict decoder of requests: whatever it does not understand is a Problem, never a defect (api, input)."""

import json
import math
import re
from base64 import b64decode
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from chalice.app import Request

from chalicelib.routes.problem import Problem

MAX_BODY_BYTES = 262_144
MAX_DEPTH = 16
MAX_NUMBER_DIGITS = 20
MAX_FORM_FIELDS = 600
LANGUAGES = ("ar", "fr", "en", "es", "zgh")

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
# What the gateway puts where bytes were not UTF-8: the original is lost, so the body is not what was sent.
_LOST_BYTES = "\N{REPLACEMENT CHARACTER}"
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"?', re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_IDEMPOTENCY_KEY = re.compile(r"[A-Za-z0-9_-]{22,128}")


def media_type(request: Request) -> str:
    """The media type of the body, lower case, without parameters; `unsupported-media` unless it is plain UTF-8."""
    if header(request, "Content-Encoding") is not None:
        raise Problem("unsupported-media")
    kind, *parameters = (header(request, "Content-Type") or "").lower().split(";")
    for parameter in parameters:
        name, _, value = parameter.strip().partition("=")
        if name != "charset" or value.strip('"') != "utf-8":
            raise Problem("unsupported-media")
    return kind.strip()


def json_object(request: Request, max_bytes: int = MAX_BODY_BYTES) -> dict[str, Any]:
    """The JSON object of the body. Raises Problem: unsupported-media, too-large or malformed."""
    if media_type(request) != JSON:
        raise Problem("unsupported-media")
    text = _text(request, max_bytes)
    if _depth(text) > MAX_DEPTH:
        raise Problem("malformed")
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_number,
            parse_constant=_no_number,
        )
    except ValueError:
        raise Problem("malformed") from None
    if not isinstance(value, dict) or _has_lone_surrogate(value):
        raise Problem("malformed")
    return value


def form_fields(request: Request, max_bytes: int = MAX_BODY_BYTES) -> dict[str, list[str]]:
    """The fields of a form by name, in order, line ends as line feeds. Raises Problem as `json_object` does."""
    if media_type(request) != FORM:
        raise Problem("unsupported-media")
    try:
        pairs = parse_qsl(
            _text(request, max_bytes), keep_blank_values=True, errors="strict", max_num_fields=MAX_FORM_FIELDS
        )
    except ValueError:
        raise Problem("malformed") from None
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value.replace("\r\n", "\n"))
    return fields


def query(request: Request, known: Iterable[str]) -> dict[str, str]:
    """The known query parameters; unknown ones are ignored, a known one given twice is malformed."""
    given: Mapping[str, list[str]] = request.to_original_event().get("multiValueQueryStringParameters") or {}
    found = {}
    for name in known:
        values = given.get(name) or []
        if len(values) > 1:
            raise Problem("malformed")
        if values:
            found[name] = values[0]
    return found


def header(request: Request, name: str) -> str | None:
    """A header that may be given once; twice is malformed."""
    many: Mapping[str, list[str]] = request.to_original_event().get("multiValueHeaders") or {}
    values = [value for given, listed in many.items() if given.lower() == name.lower() for value in listed]
    if len(values) > 1:
        raise Problem("malformed")
    if values:
        return values[0]
    one: str | None = request.headers.get(name)
    return one


def idempotency_key(text: str | None) -> str | None:
    """The key without outer spaces, None when none was sent; malformed when it could be guessed or mistyped."""
    if text is None:
        return None
    key = text.strip(" \t")
    if not _IDEMPOTENCY_KEY.fullmatch(key):
        raise Problem("malformed")
    return key


def prefers_page(request: Request) -> bool:
    """Whether `Accept` ranks text/html above JSON."""
    ranks = _ranks(str(request.headers.get("accept") or ""))
    html = ranks.get("text/html", 0.0)
    other = max(ranks.get(JSON, 0.0), ranks.get("application/problem+json", 0.0))
    return html > 0 and html > other


def accepted_language(request: Request) -> str | None:
    """The first of our languages that `Accept-Language` asks for."""
    ranks = _ranks(str(request.headers.get("accept-language") or ""))
    for tag, rank in sorted(ranks.items(), key=lambda item: -item[1]):
        if rank > 0 and tag.split("-")[0] in LANGUAGES:
            return tag.split("-")[0]
    return None


def said_language(request: Request) -> str | None:
    """The `lang` of the body, read as far as it can be: it only chooses the language of an error."""
    try:
        if media_type(request) == FORM:
            lang: Any = form_fields(request).get("lang", [None])[0]
        else:
            lang = json_object(request).get("lang")
    except Problem:
        return None
    return lang if isinstance(lang, str) and lang in LANGUAGES else None


def _ranks(text: str) -> dict[str, float]:
    ranks: dict[str, float] = {}
    for part in text.lower().split(",")[:32]:
        name, *parameters = part.split(";")
        rank = 1.0
        for parameter in parameters:
            key, _, value = parameter.strip().partition("=")
            if key == "q":
                rank = float(value) if re.fullmatch(r"[01](\.\d{0,3})?", value) else 0.0
        ranks.setdefault(name.strip(), rank)
    return ranks


def _text(request: Request, max_bytes: int) -> str:
    event = request.to_original_event()
    body = event.get("body") or ""
    if event.get("isBase64Encoded"):
        if len(body) > max_bytes * 4 // 3 + 4:
            raise Problem("too-large")
        try:
            raw = b64decode(body, validate=True)
        except ValueError:
            raise Problem("malformed") from None
    else:
        raw = body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")
    if len(raw) > max_bytes:
        raise Problem("too-large")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Problem("malformed") from None
    if _LOST_BYTES in text or text.startswith("\N{BYTE ORDER MARK}"):
        raise Problem("malformed")
    return text


def _depth(text: str) -> int:
    """How deep arrays and objects nest, found without recursion; strings do not count."""
    depth = deepest = 0
    for sign in re.findall(r"[\[\]{}]", _STRING.sub("", text)):
        depth += 1 if sign in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member twice")
    return members


def _integer(digits: str) -> int:
    if len(digits) > MAX_NUMBER_DIGITS:
        raise ValueError("too many digits")
    return int(digits)


def _number(digits: str) -> float:
    number = float(digits)
    if len(digits) > MAX_NUMBER_DIGITS or not math.isfinite(number):
        raise ValueError("not a number that JSON has")
    return number


def _no_number(name: str) -> float:
    raise ValueError(name)


def _has_lone_surrogate(value: object) -> bool:
    if isinstance(value, str):
        return _SURROGATE.search(value) is not None
    if isinstance(value, dict):
        return any(_has_lone_surrogate(name) or _has_lone_surrogate(part) for name, part in value.items())
    return isinstance(value, list) and any(_has_lone_surrogate(part) for part in value)
