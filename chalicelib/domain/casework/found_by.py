"""By what a case is found: the links that it was told under, and its search terms at each of its desks.

Kept with the case (item INDEX), so that what a later diagnosis or another court takes away is taken away exactly.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.casework.case import CaseFile, Item
from chalicelib.domain.diagnosis.link import Link

INDEX = "INDEX"


@dataclass(frozen=True)
class FoundBy:
    """`links` strongest first; `terms` are searched for at each of `desks`."""

    links: tuple[Link, ...] = ()
    terms: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()

    def item(self, at: str) -> Item:
        """As it hangs on the case."""
        links = [[link.kind, link.value, link.strength, base64.b64encode(link.sketch).decode()] for link in self.links]
        return Item(INDEX, "", at, {"links": links, "terms": list(self.terms), "desks": list(self.desks)})


def found_by(file: CaseFile) -> FoundBy:
    """What the last diagnosis wrote; nothing for a case that has none."""
    body: Mapping[str, Any] = file.only(INDEX) or {"links": [], "terms": [], "desks": []}
    links = tuple(
        Link(kind, value, strength, base64.b64decode(sketch)) for kind, value, strength, sketch in body["links"]
    )
    return FoundBy(links, tuple(body["terms"]), tuple(body["desks"]))
