"""One HTTP request, sent byte for byte as a case writes it, and its answer."""

import base64
import contextlib
import gzip
import http.client
import json
import secrets
import ssl
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from infrastructure.abuse.values import Values, merge_patch

_TIMEOUT_SECONDS = 60


class ForeignHostError(Exception):
    """A case names a host that is neither the deployment's nor in the configuration."""


@dataclass(frozen=True)
class Answer:
    """What came back; `seconds` from request to last byte."""

    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes
    seconds: float

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", errors="replace")

    def header(self, name: str) -> str | None:
        """A header's value, repeats joined by a comma, or None."""
        found = [value for known, value in self.headers if known.lower() == name.lower()]
        return ", ".join(found) if found else None

    def json(self) -> Any:
        """The body as JSON. Raises ValueError."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Target:
    """Where a run may send: the base address and other hosts of the same operator."""

    base_url: str
    hosts: frozenset[str] = frozenset()

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).netloc

    def is_own(self, netloc: str) -> bool:
        return netloc == self.host

    def allows(self, netloc: str) -> bool:
        return netloc == self.host or netloc in self.hosts


@dataclass(frozen=True)
class Prepared:
    """A request ready to be sent."""

    method: str
    scheme: str
    netloc: str
    path: str
    headers: Sequence[tuple[str, str]]
    body: bytes | None


def prepare(
    request: Mapping[str, Any], values: Values, bodies: Mapping[str, Any], target: Target, token: str | None
) -> Prepared:
    """Turn a request of the file into what goes over the wire. Raises MissingVariableError, ForeignHostError."""
    if "url" in request:
        parts = urlsplit(values.text(request["url"]))
        if not target.allows(parts.netloc):
            raise ForeignHostError(parts.netloc)
        scheme, netloc = parts.scheme, parts.netloc
        path = parts.path + (f"?{parts.query}" if parts.query else "")
    else:
        parts = urlsplit(target.base_url)
        scheme, netloc = parts.scheme, parts.netloc
        path = values.text(request["path"], in_path=True)
    content_type, body = _body(request, values, bodies)
    headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
    if content_type:
        headers["Content-Type"] = content_type
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    wire = list(headers.items())
    for name, value in request.get("headers", {}).items():
        wire = [(known, old) for known, old in wire if known.lower() != name.lower()]
        if value is not None:
            wire += [(name, values.text(text)) for text in (value if isinstance(value, list) else [value])]
    return Prepared(values.text(request["method"]), scheme, netloc, path or "/", wire, body)


def send(prepared: Prepared) -> Answer:
    """Send and read the whole answer; redirects are not followed. Raises OSError or HTTPException."""
    start = time.monotonic()
    connection: http.client.HTTPConnection
    if prepared.scheme == "https":
        connection = http.client.HTTPSConnection(
            prepared.netloc, timeout=_TIMEOUT_SECONDS, context=ssl.create_default_context()
        )
    else:
        connection = http.client.HTTPConnection(prepared.netloc, timeout=_TIMEOUT_SECONDS)
    # Cases send paths and header values that the client library would refuse to write.
    connection._validate_path = lambda url: None  # type: ignore[attr-defined]
    connection._encode_request = lambda request: request.encode("utf-8")  # type: ignore[attr-defined]
    names = {name.lower() for name, _ in prepared.headers}
    try:
        connection.putrequest(prepared.method, prepared.path, skip_host="host" in names, skip_accept_encoding=True)
        for name, value in prepared.headers:
            connection.putheader(name, value.encode("utf-8"))
        if prepared.body is not None or prepared.method in ("POST", "PUT", "PATCH"):
            connection.putheader("Content-Length", str(len(prepared.body or b"")))
        # An early refusal of a huge body may be there to read all the same.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            connection.endheaders(prepared.body)
        answer = connection.getresponse()
        body = answer.read()
        return Answer(answer.status, answer.getheaders(), body, time.monotonic() - start)
    finally:
        connection.close()


def _resolved(value: Any, values: Values, bodies: Mapping[str, Any]) -> Any:
    """Follow `{"$body": …, "$merge": …}`, then substitute."""
    if not (isinstance(value, dict) and "$body" in value):
        return values.fill(value)
    named = value["$body"]
    base = values.fill(bodies[named]) if named in bodies else values.fill(named)
    return merge_patch(base, values.fill(value["$merge"])) if "$merge" in value else base


def _repeated(spec: Mapping[str, Any], values: Values) -> bytes:
    text = values.text(spec.get("prefix", "")) + spec["unit"] * spec["count"] + values.text(spec.get("suffix", ""))
    raw = text.encode("utf-8", errors="surrogatepass")
    return gzip.compress(raw) if spec.get("gzip") else raw


def _body(request: Mapping[str, Any], values: Values, bodies: Mapping[str, Any]) -> tuple[str | None, bytes | None]:
    if "json" in request:
        resolved = _resolved(request["json"], values, bodies)
        return "application/json", json.dumps(resolved, ensure_ascii=False).encode("utf-8", errors="surrogatepass")
    if "form" in request:
        fields = _resolved(request["form"], values, bodies)
        pairs = [(n, str(v)) for n, several in fields.items() for v in _several(several)]
        return "application/x-www-form-urlencoded", urlencode(pairs, errors="surrogatepass").encode()
    if "text" in request:
        return "application/json", values.text(request["text"]).encode("utf-8", errors="surrogatepass")
    if "raw_base64" in request:
        return "application/json", base64.b64decode(request["raw_base64"])
    if "repeat" in request:
        return "application/json", _repeated(request["repeat"], values)
    if "multipart" in request:
        return _multipart(request["multipart"], values, bodies)
    return None, None


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _multipart(spec: Mapping[str, Any], values: Values, bodies: Mapping[str, Any]) -> tuple[str, bytes]:
    boundary = secrets.token_hex(16)
    parts = []
    for name, value in _resolved(spec["fields"], values, bodies).items():
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
        parts.append(head.encode() + str(value).encode() + b"\r\n")
    file = spec["file"]
    content = _repeated(file["repeat"], values) if "repeat" in file else base64.b64decode(file["base64"])
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="{file["name"]}"; filename="{file["filename"]}"\r\n'
        f"Content-Type: {file['content_type']}\r\n\r\n"
    )
    parts.append(head.encode() + content + b"\r\n")
    return f"multipart/form-data; boundary={boundary}", b"".join(parts) + f"--{boundary}--\r\n".encode()
