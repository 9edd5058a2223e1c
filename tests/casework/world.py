"""A small world for casework: tables in memory, officers of two courts and the national desk, cases made at will."""

import base64
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from moto import mock_aws

from chalicelib.domain.access import Officer, Right
from chalicelib.domain.audit.chain import case_chain
from chalicelib.domain.audit.entry import Deed, Entry
from chalicelib.domain.casework.case import Case, Item
from chalicelib.domain.casework.found_by import FoundBy
from chalicelib.domain.ids import id_from
from chalicelib.domain.moments import written
from chalicelib.stores.audit import AuditBook
from chalicelib.stores.cases import Cases, item_row, meta_row, put_item
from chalicelib.stores.links import put_link
from chalicelib.stores.receipts import put_progress
from chalicelib.stores.tables import (
    AuditRow,
    IdentityRow,
    MetaRow,
    ReceiptRow,
    TableNames,
    TermRow,
    bind_tables,
)
from chalicelib.stores.terms import TermIndex
from chalicelib.stores.write import Put, Writer, new

AGADIR, FES, NATIONAL = "TPI-AGADIR", "TPI-FES", "NATIONAL"
# What the worker keeps of a report in which the rules find nothing.
DIAGNOSIS: dict[str, Any] = {
    "language": "fr",
    "script": "Latn",
    "observables": [],
    "content_keys": [],
    "category": "FRAUD",
    "secondary": [],
    "urgency": "U3",
    "reasons": [],
    "flags": [],
}
TERRITORY: dict[str, Any] = {"forums": [], "flags": [], "missing": [], "confidence": "unclear"}
SEARCH_KEY = b"a search secret of the tests"
START = datetime(2026, 11, 24, 21, 21, 47, tzinfo=UTC)
REPORT = {
    "lang": "fr",
    "citizen_choice": "FRAUD",
    "text": "Faux vendeur, appelez le 0600000042, plus de réponse.",
    "reporter": {"role": "victim", "identity": "confidential"},
    "urls": ["https://shop.example/p/77"],
    "own_spans": [{"where": "text", "index": 0, "start": 25, "end": 35, "field": ""}],
    "form": {"version": 1, "kind": "FRAUD"},
    "dropped": [],
}


def officer(*groups: str, sub: str = "", personnel: str = "") -> Officer:
    """A person with these groups; the first names them."""
    rights = frozenset(Right(*group.split(":")) for group in groups)
    name = sub or (groups[0].lower() if groups else "nogroup")
    return Officer(name, personnel or f"P-{name}", rights)


@dataclass
class World:
    """What a test holds in its hands."""

    moment: datetime = START
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def now(self) -> datetime:
        return self.moment

    def pass_time(self, **amount: float) -> None:
        self.moment += timedelta(**amount)

    def new_id(self) -> str:
        return id_from(next(self.numbers).to_bytes(16, "big"))

    def writer(self) -> Writer:
        return Writer(token=lambda: f"token-{next(self.numbers)}", jitter=lambda: 0.0, pause=lambda seconds: None)

    def case(self, *, report: Mapping[str, Any] | None = None, **facts: Any) -> Case:
        """A case as intake and diagnosis leave it: in triage at a court, with its report."""
        case_id = facts.pop("id", None) or self.new_id()
        case = Case(
            **{
                "id": case_id,
                "version": 2,
                "state": "triage",
                "court": AGADIR,
                "urgency": "U2",
                "category": "FRAUD",
                "citizen_choice": "FRAUD",
                "created_at": written(self.moment),
                "identity_mode": "named",
                "receipt_key": f"R1#{case_id}",
                "audit_key": b"k" * 32,
                "language": "fr",
                **facts,
            }
        )
        content = Item("CONTENT", "", case.created_at, dict(report or REPORT))
        self.writer().commit(
            [new(meta_row(case), "case"), put_item(case.id, content), put_progress(case)],
            [Deed(case_chain(case.id), "reporter", "report.accepted", case.created_at)],
            first_entries=True,
        )
        return case

    def index(self, case: Case, *words: str, desks: Sequence[str] = ()) -> None:
        """Make the case be found by these words, at its court and the national desk."""
        terms = TermIndex(lambda: [SEARCH_KEY])
        self.writer().commit(terms.puts(case, desks or sorted({case.court, NATIONAL}), words))

    def tell(self, by: FoundBy, *cases: Case) -> None:
        """Let cases be found by these links, as their diagnosis does."""
        for case in cases:
            index = item_row(case.id, by.item(written(self.moment)))
            self.writer().commit([Put(index, "INDEX"), *(put_link(case, link) for link in by.links)])

    def stored(self, case: Case) -> Case:
        found = Cases().get(case.id)
        assert found is not None
        return found

    def change(self, case: Case, **facts: Any) -> Case:
        """The case, changed behind everybody's back."""
        changed = replace(self.stored(case), **facts)
        meta_row(changed).save()
        return changed

    def chain(self, name: str) -> list[Entry]:
        return list(AuditBook().read(name))

    def actions(self, case: Case) -> list[str]:
        return [entry.action for entry in self.chain(case_chain(case.id))]

    def own_actions(self, person: Officer, month: str = "2026-11") -> list[str]:
        return [entry.action for entry in self.chain(f"ACTOR#{person.sub}#{month}")]

    def receipt(self, case: Case) -> dict[str, Any]:
        """Rows of the receipt by sort key."""
        return {row.sk: row for row in ReceiptRow.query(case.receipt_key)}


@contextmanager
def tables() -> Iterator[None]:
    """The five tables, empty, in memory."""
    with mock_aws():
        bind_tables(TableNames("cases", "receipts", "identities", "audit", "terms"), region="eu-west-3")
        for model in (MetaRow, ReceiptRow, IdentityRow, AuditRow, TermRow):
            model.create_table(billing_mode="PAY_PER_REQUEST")
        yield
    bind_tables(TableNames())


def token(person: Officer, moment: datetime, **claims: Any) -> str:
    """An id token of the pool as the gateway has checked it: the test client reads its claims, no signature."""
    groups = [f"{right.role}:{right.court}" for right in sorted(person.rights, key=str)]
    facts = {
        "sub": person.sub,
        "cognito:username": person.sub,
        "cognito:groups": f"[{' '.join(groups)}]",
        "custom:personnel": person.personnel,
        "token_use": "id",
        "aud": "portal-client",
        "iss": "https://cognito-idp.eu-west-3.amazonaws.com/eu-west-3_pool",
        "exp": str(int(moment.timestamp()) + 900),
        **claims,
    }
    body = base64.urlsafe_b64encode(json.dumps(facts).encode()).decode().rstrip("=")
    return f"e30.{body}.none"
