"""Web addresses in running text: with a scheme, defanged, without scheme, or broken inside brackets."""

import re
from collections.abc import Iterator
from itertools import islice

from chalicelib.domain.diagnosis.observables.found import MAX_CHECKS, Found, Search
from chalicelib.domain.diagnosis.rules import DiagnosisRules
from chalicelib.domain.diagnosis.web_address import CLOSING_MARKS, CanonicalUrl, canonical_url

_END = r"\s<>\"«»“”،؛؟\0"
_SCHEME_END = r"(?:(?:\[:\]|\(:\)|:)(?://|\[//\])|\[://\]|\(://\))"
_SCHEME = re.compile(rf"(?<![A-Za-z0-9])(?P<scheme>[A-Za-z][A-Za-z0-9+\-*]{{1,30}}+){_SCHEME_END}[^{_END}]++")
_INERT = re.compile(r"(?<![A-Za-z0-9])(?:(?:javascript|vbscript|file|ftp|blob):[^\s]|data:[a-z]+/)", re.IGNORECASE)
_LABEL = r"[A-Za-z0-9_\-\u00c0-\u024f\u0370-\u04ff]"
_DOT = r"(?:\.| ?\[\.\] ?|\(\.\)|\{\.\}| ?\[dot\] ?| ?\(dot\) ?)"
_BARE = re.compile(
    rf"(?<![A-Za-z0-9_\-\u00c0-\u024f\u0370-\u04ff@.]){_LABEL}++(?:{_DOT}{_LABEL}++)++(?![@])(?!\s?[\[(](?:at|@)[\])])"
    rf"(?::[0-9]{{2,5}})?+(?:[/?#][^{_END}]*+)?",
    re.IGNORECASE,
)
_INNER_DOT = re.compile(rf"\.{_LABEL}")
_BROKEN = re.compile(r"(?P<open>[<\[(])(?P<body>h(?:tt|xx)ps?[^<>\[\]()\"\0]{4,500}+)[>\])]", re.IGNORECASE)
_LOOSE_SPACE = re.compile(r"[ \t]*[\r\n]+[ \t]*|(?<=[./:?&=\-_])[ \t]+|[ \t]+(?=[./:?&=\-_])")
_HTTP_TAIL = re.compile(r"h(?:tt|xx)ps?$", re.IGNORECASE)
_SUFFIX = re.compile(rf"^{_LABEL}+(?:{_DOT}{_LABEL}+)*{_DOT}(?P<suffix>{_LABEL}+)(?=[:/?#]|$)", re.IGNORECASE)
MAX_LINKS = 500


def find_full_links(search: Search, rules: DiagnosisRules) -> list[CanonicalUrl]:
    """Take the web addresses that have a scheme, broken inside brackets or not; flag the inert schemes."""
    canonical: list[CanonicalUrl] = []
    text = search.rest
    if "://" in text or "[:" in text or "(:" in text:
        for finder in (_broken, _with_scheme):
            search.take(_readable(finder(search.rest), search, rules, canonical))
    if ":" in text and _INERT.search(search.rest):
        search.flag("bad_url_scheme")
    return canonical


def find_bare_links(search: Search, rules: DiagnosisRules) -> list[CanonicalUrl]:
    """Take the web addresses without scheme. E-mail addresses, whose hosts look the same, must have been taken."""
    canonical: list[CanonicalUrl] = []
    text = search.rest
    if _INNER_DOT.search(text) or "[" in text or "(" in text or "{" in text:
        search.take(_readable(_bare(search.rest, rules), search, rules, canonical))
    return canonical


def _readable(
    spellings: Iterator[tuple[int, int, str]], search: Search, rules: DiagnosisRules, canonical: list[CanonicalUrl]
) -> Iterator[Found]:
    for start, end, spelling in islice(spellings, MAX_CHECKS):
        if len(canonical) == MAX_LINKS:
            return
        link = canonical_url(spelling, rules)
        for flag in link.flags:
            search.flag(flag)
        if link.url:
            canonical.append(link)
            yield Found("url", link.url, start, end)


def _broken(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _BROKEN.finditer(text):
        body = match.group("body")
        joined = _LOOSE_SPACE.sub("", body)
        if joined != body and " " not in joined.strip():
            yield match.start("body"), match.end("body"), joined


def _with_scheme(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _SCHEME.finditer(text):
        spelling = match.group().rstrip(CLOSING_MARKS)
        start = match.start()
        tail = _HTTP_TAIL.search(match.group("scheme"))
        if tail:
            start += tail.start()
            spelling = spelling[tail.start() :]
        yield start, start + len(spelling), spelling


def _bare(text: str, rules: DiagnosisRules) -> Iterator[tuple[int, int, str]]:
    web = rules.web
    for match in islice(_BARE.finditer(text), 10 * MAX_CHECKS):
        spelling = match.group()
        head = _SUFFIX.match(spelling[:300])
        if not head:
            continue
        suffix = head.group("suffix")
        known = suffix.lower() in web.bare_suffixes and not (suffix[0].isupper() and suffix[1:].islower())
        host = head.group().lower()
        # A shortener's own page says nothing; its codes are links, though the specification names platform hosts only.
        short = host in web.shorteners and spelling[head.end() : head.end() + 1] == "/"
        if known or short or host in web.hosts:
            spelling = spelling.rstrip(CLOSING_MARKS)
            yield match.start(), match.start() + len(spelling), spelling
