"""Fills a built form as a person without scripts would, from its markup alone."""

from __future__ import annotations

from html.parser import HTMLParser

SAMPLES = {
    "urls": "https://social.example/p/7",
    "identifiers.emails": "someone@mail.example",
    "identity.email": "me@mail.example",
    "identity.phone": "06 00 00 00 42",
    "identifiers.phones": "+212 600-000-001",
    "identifiers.rib": "007 780 0001234567890123 45",
    "identifiers.hashes": "ab" * 32,
}
PARTS = {"day": "٣", "month": "11", "year": "2026"}


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._inside = False
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = given["action"] == "/api/reports/review"
        if not self._inside:
            return
        if tag == "select":
            self._select = given["name"]
        elif tag == "option" and self._select and given["value"]:
            self._once(self._select, given["value"])
        elif tag in ("input", "textarea") and "name" in given:
            self._field(given)

    def _field(self, given: dict[str, str]) -> None:
        name, kind = given["name"], given.get("type", "text")
        if kind in ("hidden", "checkbox"):
            self.found.append((name, given["value"]))
        elif kind == "radio":
            self._once(name, given["value"])
        else:
            self.found.append((name, _typed(name)))

    def _once(self, name: str, value: str) -> None:
        if name not in {known for known, _ in self.found}:
            self.found.append((name, value))


def _typed(name: str) -> str:
    part = name.rsplit(".", 1)[-1]
    if part in PARTS:
        return PARTS[part]
    if name.endswith("amount"):
        return "1 500,50"
    return SAMPLES.get(name, "كلمات قصيرة")


def filled(form: str, **changed: str) -> list[tuple[str, str]]:
    """Name and value of every control of the report form, all answered; `changed` replaces single values."""
    parser = _Fields()
    parser.feed(form)
    return [(name, changed.get(name, value)) for name, value in parser.found]
