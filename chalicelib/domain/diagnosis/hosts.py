"""Host names: lower case, no final dot, A-labels, and the part that one owner registers."""

import ipaddress
import unicodedata
from urllib.parse import unquote

MAX_HOST = 253
# Suffixes of two labels under which names are registered; enough for the region, the full list is the operator's.
TWO_LABEL_SUFFIXES = frozenset(
    (
        *("co.ma", "net.ma", "org.ma", "gov.ma", "ac.ma", "press.ma", "co.uk", "org.uk", "ac.uk", "gov.uk", "com.es"),
        *("org.es", "gob.es", "com.tr", "com.br", "com.mx", "com.au", "co.za", "com.eg", "com.sa", "co.il", "com.tn"),
        *("asso.fr", "gouv.fr", "com.cn", "co.jp", "co.in"),
    )
)


def ascii_host(name: str) -> tuple[str, bool]:
    """Canonical host and whether a label is punycode; an empty host when the name cannot be one."""
    if "%" in name:
        name = unquote(name)
    if name.startswith("[") and name.endswith("]"):
        address = ip_address(name[1:-1])
        return (f"[{address}]", False) if address else ("", False)
    if not name.isascii():
        name = unicodedata.normalize("NFKC", name).replace("。", ".")
    name = name.lower().rstrip(".")
    if not name or len(name) > MAX_HOST or "." not in name:
        return "", False
    labels = [_ascii_label(label) for label in name.split(".")]
    if not all(labels):
        return "", False
    return ".".join(labels), any(label.startswith("xn--") for label in labels)


def _ascii_label(label: str) -> str:
    """The A-label of one label, or an empty string when it holds characters that no host has."""
    if len(label) > 63:
        return ""
    if label.isascii():
        return label if all(character.isalnum() or character in "-_" for character in label) else ""
    if not all(character.isalnum() or character in "-_" or unicodedata.combining(character) for character in label):
        return ""
    try:
        return "xn--" + unicodedata.normalize("NFC", label).encode("punycode").decode("ascii")
    except UnicodeError:
        return ""


def unicode_host(host: str) -> str:
    """The host as a reader sees it: A-labels decoded where they can be."""
    if "xn--" not in host:
        return host
    labels = []
    for label in host.split("."):
        try:
            labels.append(label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label)
        except (UnicodeError, ValueError, OverflowError):
            labels.append(label)
    return ".".join(labels)


def ip_address(text: str) -> str:
    """Compressed lower-case form of an IPv4 or IPv6 address, or an empty string."""
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return ""


def registrable_domain(host: str) -> str:
    """The part of a host that one owner registers: two labels, three under a suffix of two labels."""
    labels = host.split(".")
    if len(labels) <= 2 or ip_address(host):
        return host
    size = 3 if ".".join(labels[-2:]) in TWO_LABEL_SUFFIXES else 2
    return ".".join(labels[-size:])
