"""Every place where something could be left, as texts to search in."""

import json
import logging
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.canaries.marks import Mark

TABLES = ("cases", "receipts", "identities", "audit", "terms")


@dataclass
class Places:
    """Name of a place → the texts that were found there."""

    texts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, place: str, text: str) -> None:
        self.texts[place].append(text)

    def where(self, mark: Mark) -> set[str]:
        """The places in which a mark is found."""
        return {place for place, texts in self.texts.items() if any(mark.found_in(text) for text in texts)}

    def leaks(self, marks: Iterable[Mark], allowed: dict[str, set[str]]) -> list[str]:
        """What is where it may not be; the value itself is not repeated."""
        return sorted(
            f"{mark.kind} ({mark.value[:4]}…) in {place}"
            for mark in marks
            for place in self.where(mark) - allowed[mark.kind]
        )


class LogLines(logging.Handler):
    """Keeps each line as the product's own handler writes it."""

    def __init__(self, places: Places, formatter: logging.Formatter) -> None:
        super().__init__(logging.INFO)
        self.places = places
        self.setFormatter(formatter)

    def emit(self, record: logging.LogRecord) -> None:
        self.places.add("logs", self.format(record))


def table_texts(dynamodb: Any, table: str) -> Iterator[str]:
    """Every item of a table with all its members open but the sealed ones."""
    for page in dynamodb.get_paginator("scan").paginate(TableName=table):
        for item in page["Items"]:
            yield json.dumps(opened(item), ensure_ascii=False, default=str)


def opened(value: Any) -> Any:
    """Binary members as the JSON that they hold, compressed or not; ciphertexts left out."""
    if isinstance(value, dict):
        return {name: opened(inner) for name, inner in value.items() if name != "ciphertext"}
    if isinstance(value, list | tuple):
        return [opened(inner) for inner in value]
    if isinstance(value, bytes):
        return _unpacked(value)
    return value


def _unpacked(value: bytes) -> Any:
    for unpack in (lambda: zlib.decompress(value[1:]), lambda: value[1:], lambda: value):
        try:
            return opened(json.loads(unpack()))
        except (ValueError, zlib.error):
            continue
    return value.decode("utf-8", "replace")


def sent_text(members: Any) -> str:
    """What a call to a service carries, bytes decoded, base64 too."""
    return json.dumps(opened(members), ensure_ascii=False, default=_as_text)


def _as_text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else repr(value)
