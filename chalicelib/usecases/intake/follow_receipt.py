"""The holder of a receipt looks how far the case is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.casework.case import Item
from chalicelib.domain.intake.message_cursor import opened_cursor, sealed_cursor
from chalicelib.domain.intake.receipt_code import ReceiptKeys
from chalicelib.domain.moments import written
from chalicelib.usecases.intake.check_members import FormCheck
from chalicelib.usecases.intake.errors import InvalidMembers
from chalicelib.usecases.intake.find_receipt import found_receipt, typed_code
from chalicelib.usecases.intake.needs import Clock, ReceiptFile, Receipts

MESSAGES_SHOWN = 100


@dataclass(frozen=True)
class FollowReceipt:
    """Raises NotFound, InvalidMembers, BadCursor or Unavailable."""

    receipts: Receipts
    keys: ReceiptKeys
    check: FormCheck
    now: Clock

    def asked(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        """The view that a request asks for; an unknown code is told before anything else of the request is."""
        file = found_receipt(typed_code(payload), self.keys, self.receipts.file)
        errors = self.check.members("follow", payload)
        if errors:
            raise InvalidMembers(errors)
        return self._view(file, payload.get("cursor"), payload.get("limit", MESSAGES_SHOWN))

    def __call__(self, code: str) -> dict[str, Any]:
        """The view with the newest messages."""
        return self._view(found_receipt(code, self.keys, self.receipts.file), None, MESSAGES_SHOWN)

    def _view(self, file: ReceiptFile, cursor: str | None, limit: int) -> dict[str, Any]:
        """The public view (api, receipts): nothing of the inside, no name, no number of the case."""
        messages, older = self._messages(file, cursor, limit)
        return {
            "status": file.public_status,
            "routing": file.routing,
            "received_at": file.status.received_at,
            "first_read_at": file.first_read_at,
            "messages": [_message(item) for item in messages],
            "cursor": older,
            "informed": [dict(item.body) for item in file.all("INFORMED")],
            "facts": [{"id": item.id, "at": item.created_at} for item in file.all("FACTS")],
            "identity": {
                "mode": _mode(file),
                "erasure": "done" if file.all("ERASED") else "asked" if file.all("ERASURE") else None,
                "openings": [_opening(item) for item in file.all("OPENING") if self._shown(item)],
                **_hold(file),
            },
            "uploads": file.status.uploads,
            "contest": file.contest,
            "also_reported": False,
            "evidence": [],
        }

    def _shown(self, opening: Item) -> bool:
        """A prosecutor's dated order may delay the line; the order ends by itself, and then it is here."""
        return str(opening.body.get("shown_from", "")) <= written(self.now())

    def _messages(self, file: ReceiptFile, cursor: str | None, limit: int) -> tuple[list[Item], str | None]:
        """The newest `limit` before the cursor, oldest first, and the cursor to those before them."""
        now, key = int(self.now().timestamp()), self.keys.cursor_key()
        messages = file.all("MESSAGE")
        if cursor is not None:
            before = opened_cursor(key, file.status.key, cursor, now)
            messages = [item for item in messages if (item.created_at, item.id) < before]
        shown = messages[-limit:]
        if len(shown) == len(messages):
            return shown, None
        return shown, sealed_cursor(key, file.status.key, (shown[0].created_at, shown[0].id), now)


def _hold(file: ReceiptFile) -> dict[str, str]:
    """The last day of the prosecutor's order that keeps an asked erasure waiting, when there is one."""
    held = file.all("HELD")
    return {"held_until": str(held[-1].body["until"])} if held and not file.all("ERASED") else {}


def _mode(file: ReceiptFile) -> str:
    """The mode chosen last: at the submit, or with an identity declared later."""
    declared = file.all("IDENTITY")
    return str(declared[-1].body["mode"]) if declared else file.status.identity_mode


def _message(item: Item) -> dict[str, Any]:
    return {"id": item.id, "from": item.body["from"], "text": item.body["text"], "at": item.created_at}


def _opening(item: Item) -> dict[str, Any]:
    return {"kind": item.body["kind"], "at": item.created_at, "service": item.body["service"]}
