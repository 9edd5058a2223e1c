"""E-mail addresses and accounts."""

import re
from itertools import islice

from chalicelib.domain.diagnosis.observables.found import MAX_CHECKS, Found, Search

_LOCAL = r"[A-Za-z0-9._%+\-]"
_AT = r"(?:@|\s{0,2}[\[({](?:at|@|arobase|AT)[\])}]\s{0,2}|\s{1,2}arobase\s{1,2})"
_DOT = r"(?:\.|\s{0,2}[\[({](?:dot|DOT|point|\.)[\])}]\s{0,2})"
# "nom arobase site point ma", as it is dictated.
_SAID_HOST = r"(?<=arobase )[a-z0-9\-]++(?: point [a-z0-9\-]++)*? point [a-z]{2,7}(?![A-Za-z0-9\-])"
_EMAIL = re.compile(
    rf"(?<![A-Za-z0-9._%+\-])(?P<local>{_LOCAL}++(?:\s{{0,2}}[\[(](?:dot|point)[\])]\s{{0,2}}{_LOCAL}++)?+){_AT}"
    rf"(?P<host>{_SAID_HOST}|[A-Za-z0-9\-\u00c0-\u024f]++(?:{_DOT}[A-Za-z0-9\-\u00c0-\u024f]++)++)"
)
_SPELT_AT = re.compile(r"[\[({](?:at|AT)[\])}]")
_OBFUSCATED_DOT = re.compile(r"\s*[\[({](?:dot|point|\.)[\])}]\s*| point ", re.IGNORECASE)
_ACCOUNT = re.compile(r"(?<![\w@./+\-])@(?P<name>[\w.\-]{2,64})(?![\w@])")
_DIGITS_ONLY_DOTS = re.compile(r"[._\-]+$")


def find_emails(search: Search) -> None:
    """Take e-mail addresses, also written with `[at]`, `(at)`, ` arobase ` and `[dot]`."""
    text = search.rest
    if "@" not in text and "arobase" not in text and not _SPELT_AT.search(text):
        return
    found = []
    for match in islice(_EMAIL.finditer(search.rest), MAX_CHECKS):
        local = _OBFUSCATED_DOT.sub(".", match.group("local")).lstrip(".")
        host = _OBFUSCATED_DOT.sub(".", match.group("host")).lower().strip("-")
        suffix = host.rpartition(".")[2]
        if local and len(local) <= 64 and len(suffix) >= 2 and not suffix.isdigit() and len(host) <= 253:
            found.append(Found("email", f"{local}@{host}", match.start(), match.end()))
    search.take(found)


def find_accounts(search: Search) -> None:
    """Take `@name` accounts."""
    found = []
    for match in islice(_ACCOUNT.finditer(search.rest), MAX_CHECKS):
        name = _DIGITS_ONLY_DOTS.sub("", match.group("name"))
        if len(name) >= 2:
            end = match.start() + 1 + len(name)
            found.append(Found("account", f"@{name.lower()}", match.start(), end))
    search.take(found)
