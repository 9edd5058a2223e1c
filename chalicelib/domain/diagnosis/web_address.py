"""Canonical web addresses (diagnostics specification, section 4): one address for every decorated form of one thing."""

import re
from typing import NamedTuple, Protocol
from urllib.parse import quote, unquote, unquote_to_bytes

from chalicelib.domain.diagnosis.content_keys import match_platform
from chalicelib.domain.diagnosis.hosts import ascii_host
from chalicelib.domain.diagnosis.invisible import INVISIBLE
from chalicelib.domain.diagnosis.web_rules import Platform, WebRules

MAX_REDIRECTS = 3
MAX_ADDRESS = 8192
"""Longer spellings are not read as addresses: no browser or platform makes them."""
OPENING_MARKS = " \t\r\n\"'<([{«“‘„‹`"
CLOSING_MARKS = OPENING_MARKS + ".,;:!?)]}»”’›>،؛؟…*"
FINAL_MARKS = ".,;:!?()'*#"
"""Marks that end a sentence: dropped at the end of the path too, so that decorated and plain forms stay one."""
PATH_CHARACTERS = "!$&'()*+,;=:@/-._~"
FRAGMENT_CHARACTERS = PATH_CHARACTERS + "?"
_DEFANGED_SCHEME = re.compile(r"^h(?:xx|XX|tt|TT|\*\*)p(s?)(?=[:\[(])", re.IGNORECASE)
_DEFANGED_DOT = re.compile(r"\s?(?:\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\[point\]|\(point\))\s?", re.IGNORECASE)
_DEFANGED_COLON = re.compile(r"\[:\]|\(:\)")
_DEFANGED_SLASHES = re.compile(r"\[//\]|\(//\)|\[/\]|\(/\)")
_DEFANGED_BOTH = re.compile(r"^([a-z]+)(?:\[://\]|\(://\))", re.IGNORECASE)
_WEB_SCHEME = re.compile(r"^(https?):/*", re.IGNORECASE)
_ANY_SCHEME = re.compile(r"^([a-z][a-z0-9+.\-]*):", re.IGNORECASE)
_HOST_AND_PORT = re.compile(r"^[\w.\-]+:\d{1,5}(?:[/?#]|$)")
_AUTHORITY_END = re.compile(r"[/?#]")
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_PERCENT = re.compile(r"%([0-9A-Fa-f]{2})")


class HasWebRules(Protocol):
    """Any rule set that holds the rules about web addresses."""

    @property
    def web(self) -> WebRules: ...


class CanonicalUrl(NamedTuple):
    """A canonical address. `url` is empty when the input is no web address; `phone` is in E.164, empty without one."""

    url: str
    content_key: str | None
    flags: tuple[str, ...]
    host: str = ""
    platform: str = ""
    phone: str = ""
    scheme: str = ""
    resolved: bool = True


class _Parts(NamedTuple):
    scheme: str
    host: str
    port: str
    path: str
    query: tuple[tuple[bytes, bytes], ...]
    fragment: str
    flags: tuple[str, ...]


def canonical_url(url: str, rules: HasWebRules) -> CanonicalUrl:
    """Canonical form, content key and flags of one address, whatever its decoration; never fails."""
    if len(url) > MAX_ADDRESS:
        return CanonicalUrl("", None, ())
    web = rules.web
    flags: list[str] = []
    # Half a surrogate pair, which JSON can bring, has no bytes to be percent-encoded.
    address = refang(_HALF_CHARACTER.sub("\ufffd", url))
    redirects = 0
    while True:
        parts = _parse(_app_link(address, web), flags)
        if isinstance(parts, CanonicalUrl):
            return parts
        flags.extend(parts.flags)
        target = refang(_redirect_target(parts, web)) if redirects < MAX_REDIRECTS else ""
        if "." not in target and ":" not in target:
            return _canonical(parts, web, flags)
        redirects += 1
        address = target


def refang(url: str) -> str:
    """The address without quotes, brackets, final punctuation, invisible characters and defanging."""
    address = INVISIBLE.sub("", url).replace("\\", "/").strip(OPENING_MARKS).rstrip(CLOSING_MARKS)
    address = _DEFANGED_BOTH.sub(r"\1://", address)
    if "[" in address or "(" in address or "{" in address:
        address = _DEFANGED_DOT.sub(".", address)
        address = _DEFANGED_COLON.sub(":", address)
        address = _DEFANGED_SLASHES.sub(lambda match: match.group()[1:-1], address)
    return _DEFANGED_SCHEME.sub(r"http\1", address)


def _app_link(address: str, web: WebRules) -> str:
    scheme, separator, rest = address.partition("://")
    if not separator or scheme.lower() not in web.app_schemes:
        return address
    action, _, query = rest.partition("?")
    values = {name: unquote(value) for name, _, value in (pair.partition("=") for pair in query.split("&")) if value}
    for form in web.app_forms:
        if form.scheme != scheme.lower():
            continue
        if form.action.endswith("/") and action.lower().startswith(form.action):
            return form.url + quote(unquote(action[len(form.action) :]), safe=PATH_CHARACTERS)
        if action.rstrip("/").lower() == form.action and all(name in values for name in form.needs):
            return form.url.format(**{name: quote(value.lstrip("+ "), safe="+") for name, value in values.items()})
    return address


def _parse(address: str, flags: list[str]) -> "_Parts | CanonicalUrl":
    web_scheme = _WEB_SCHEME.match(address)
    if web_scheme:
        scheme, rest = web_scheme.group(1).lower(), address[web_scheme.end() :]
    else:
        other = _ANY_SCHEME.match(address)
        if other and not _HOST_AND_PORT.match(address):
            name = other.group(1).lower()
            inert = flags if name in ("mailto", "tel") else [*flags, "bad_url_scheme"]
            return CanonicalUrl("", None, tuple(inert), scheme=name)
        scheme, rest = "https", address.lstrip("/")
    end = _AUTHORITY_END.search(rest)
    authority, rest = (rest[: end.start()], rest[end.start() :]) if end else (rest, "")
    found: list[str] = []
    if "@" in authority:
        authority = authority.rpartition("@")[2]
        found.append("url_userinfo")
    name, port = _split_port(authority)
    host, punycode = ascii_host(name)
    if not host:
        return CanonicalUrl("", None, tuple(flags))
    if punycode:
        found.append("punycode")
    rest, _, fragment = rest.partition("#")
    path, _, query = rest.partition("?")
    default = {"http": "80", "https": "443"}[scheme]
    port = "" if port == default else port
    return _Parts(scheme if port else "https", host, port, path, _query(query), fragment, tuple(found))


def _split_port(authority: str) -> tuple[str, str]:
    head, separator, tail = authority.rpartition(":")
    if (separator and not head.count(":")) or head.endswith("]"):
        if tail.isascii() and tail.isdigit() and len(tail) <= 5:
            return head, str(int(tail))
        if not tail:
            return head, ""
    return authority, ""


def _query(query: str) -> tuple[tuple[bytes, bytes], ...]:
    pairs = (part.partition("=") for part in query.split("&") if part)
    return tuple((_form_bytes(name), _form_bytes(value)) for name, _, value in pairs)


def _form_bytes(text: str) -> bytes:
    return unquote_to_bytes(text.replace("+", " ").encode("utf-8", "replace"))


def _redirect_target(parts: _Parts, web: WebRules) -> str:
    for redirector in web.redirectors:
        if parts.host in redirector.hosts and redirector.path.search(parts.path or "/"):
            for wanted in redirector.parameters:
                for name, value in parts.query:
                    if name.decode("utf-8", "replace") == wanted and value:
                        target = value.decode("utf-8", "replace").strip()
                        return f"https://{parts.host}{target}" if target.startswith("/") else target
    return ""


def _canonical(parts: _Parts, web: WebRules, flags: list[str]) -> CanonicalUrl:
    host, path = parts.host, parts.path
    platform_id = web.hosts.get(host, "")
    if not platform_id:
        label, _, parent = host.partition(".")
        platform_id = web.wildcard_hosts.get(parent, "")
        if platform_id:
            host, path = parent, path if label == "www" else f"/{label}{path}"
    bare = host.removeprefix("www.")
    if bare in web.shorteners:
        flags.append("short_link_unresolved")
    platform = web.platforms.get(platform_id)
    path = _clean_path(path).rstrip(FINAL_MARKS) or "/"
    if platform and not parts.port:
        found = match_platform(platform, host, path, parts.query)
        if found:
            if found.unresolved:
                flags.append("short_link_unresolved")
            return CanonicalUrl(
                found.canonical,
                found.key,
                _unique(flags),
                host,
                platform_id,
                found.phone,
                resolved=not found.unresolved,
            )
        host = platform.canonical_host
    port = f":{parts.port}" if parts.port else ""
    query = _clean_query(parts.query, web, platform)
    rest = f"{path}{query}{_kept_fragment(parts.fragment)}".rstrip(FINAL_MARKS)
    url = f"{parts.scheme}://{host}{port}{rest or '/'}"
    return CanonicalUrl(url, None, _unique(flags), parts.host, platform_id, resolved=bare not in web.shorteners)


def _kept_fragment(fragment: str) -> str:
    """Fragments are dropped, except those that begin with `!` and name the page of an old application."""
    return "#" + quote(_decode_kept(fragment), safe=FRAGMENT_CHARACTERS + "%") if fragment[:1] == "!" else ""


def _clean_query(query: tuple[tuple[bytes, bytes], ...], web: WebRules, platform: Platform | None) -> str:
    kept = []
    for name, value in query:
        shown = name.decode("utf-8", "replace").lower()
        if shown in web.drop or shown.startswith(web.drop_prefixes):
            continue
        if platform and (shown in platform.drop or shown.startswith(platform.drop_prefixes)):
            continue
        kept.append((name, value))
    kept.sort(key=lambda pair: pair[0])
    return "?" + "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in kept) if kept else ""


def _clean_path(path: str) -> str:
    """Dot segments resolved, unreserved characters decoded, every other one percent-encoded in upper case."""
    text = quote(_decode_kept(path), safe=PATH_CHARACTERS + "%")
    if "." not in text:
        return text or "/"
    kept: list[str] = []
    segments = text.split("/")
    for position, segment in enumerate(segments):
        last = position == len(segments) - 1
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
            continue
        if last:
            kept.append("")
    return "/".join(kept) or "/"


def _decode_kept(text: str) -> str:
    """Percent codes of unreserved characters decoded, other valid ones in upper case, a stray `%` coded."""
    if "%" not in text:
        return text
    pieces = text.split("%")
    out = [pieces[0]]
    for piece in pieces[1:]:
        code = _PERCENT.match("%" + piece[:2])
        if not code:
            out.append("%25" + piece)
            continue
        character = chr(int(code.group(1), 16))
        kept = character.isascii() and (character.isalnum() or character in "-._~")
        out.append((character if kept else f"%{code.group(1).upper()}") + piece[2:])
    return "".join(out)


def _unique(flags: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(flags))
