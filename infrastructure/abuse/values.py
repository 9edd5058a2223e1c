"""Variables of a run and their substitution: `${name}`, `${modifier:name}`, built-ins new at each occurrence."""

import copy
import re
import secrets
import string
import uuid
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

_REFERENCE = re.compile(r"\$\{(?:(raw|lower|upper|nodash|flip|half):)?([A-Za-z_0-9]+)\}")
_RECEIPT_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MARK_ALPHABET = string.ascii_lowercase + string.digits


class MissingVariableError(Exception):
    """A text names a variable that nothing has set."""


def new_mark() -> str:
    """16 letters and digits that stand nowhere else."""
    return "".join(secrets.choice(_MARK_ALPHABET) for _ in range(16))


def random_receipt() -> str:
    """A well-formed receipt code that nobody holds."""
    code = "".join(secrets.choice(_RECEIPT_ALPHABET) for _ in range(16))
    return "-".join(code[start : start + 4] for start in range(0, 16, 4))


def flipped(text: str) -> str:
    """`text` with one character in the middle changed to another of its kind."""
    for index in sorted(range(len(text)), key=lambda position: abs(position - len(text) // 2)):
        for kind in (string.digits, string.ascii_lowercase, string.ascii_uppercase):
            if text[index] in kind:
                other = kind[(kind.index(text[index]) + 1) % len(kind)]
                return text[:index] + other + text[index + 1 :]
    return text + "x"


_MODIFIERS: Mapping[str | None, Callable[[str], str]] = {
    None: str,
    "raw": str,
    "lower": str.lower,
    "upper": str.upper,
    "nodash": lambda text: text.replace("-", ""),
    "flip": flipped,
    "half": lambda text: text[: len(text) // 2],
}


class Values:
    """The variables that one case sees."""

    def __init__(self, start: Mapping[str, Any], host: str) -> None:
        self._known: dict[str, Any] = dict(start)
        self._known.update(key=str(uuid.uuid4()), mark=new_mark(), host=host, n=0)

    def copy(self) -> "Values":
        """The same variables, to be changed apart."""
        twin = copy.copy(self)
        twin._known = dict(self._known)
        return twin

    def renew(self, *names: str) -> None:
        """Give fresh values to `key` and `mark`."""
        if "key" in names:
            self._known["key"] = str(uuid.uuid4())
        if "mark" in names:
            self._known["mark"] = new_mark()

    def set(self, name: str, value: Any) -> None:
        self._known[name] = value

    def has(self, name: str) -> bool:
        return name in self._known

    def get(self, name: str) -> Any:
        """The value of a variable. Raises MissingVariableError."""
        if name == "uuid":
            return str(uuid.uuid4())
        if name == "receipt_random":
            return random_receipt()
        if name not in self._known:
            raise MissingVariableError(name)
        return self._known[name]

    def text(self, template: str, *, in_path: bool = False) -> str:
        """Substitute inside a text; in a path a value is percent-encoded unless `raw:` is written."""

        def replaced(match: re.Match[str]) -> str:
            modifier, name = match.groups()
            value = _MODIFIERS[modifier](_written(self.get(name)))
            return quote(value, safe="") if in_path and modifier != "raw" else value

        return _REFERENCE.sub(replaced, template)

    def fill(self, value: Any) -> Any:
        """Substitute everywhere in a JSON value, member names included; exactly `${x}` takes x's JSON type."""
        if isinstance(value, str):
            whole = _REFERENCE.fullmatch(value)
            if whole and whole.group(1) is None:
                return copy.deepcopy(self.get(whole.group(2)))
            return self.text(value)
        if isinstance(value, list):
            return [self.fill(item) for item in value]
        if isinstance(value, dict):
            return {self.text(name): self.fill(item) for name, item in value.items()}
        return value


def _written(value: Any) -> str:
    return value if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)


def merge_patch(target: Any, patch: Any) -> Any:
    """RFC 7396 merge: objects are merged member by member, null removes, anything else replaces."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = merge_patch(merged.get(name), value)
    return merged
