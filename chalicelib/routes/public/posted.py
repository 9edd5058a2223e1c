"""A citizen's post, JSON or form, as members; what a form carries beside them is kept apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from chalice.app import Request

from chalicelib.domain.intake.form_members import AmbiguousFields, members_from_fields
from chalicelib.domain.intake.forms import Forms
from chalicelib.routes.decoding import FORM, form_fields, header, idempotency_key, json_object, media_type
from chalicelib.routes.pages import gather
from chalicelib.routes.problem import Problem
from chalicelib.schemas.checking import without_absent

_BESIDE = ("idempotency_key", "ticket")


@dataclass(frozen=True)
class Posted:
    """`members`: null ones absent. `fields`: as typed, empty for JSON. `beside`: those fields that are no member."""

    members: dict[str, Any]
    key: str | None
    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)


def posted(request: Request, forms: Forms, *, beside: Sequence[str] = _BESIDE) -> Posted:
    """Decode a post. Raises Problem: unsupported-media, too-large or malformed."""
    key = header(request, "Idempotency-Key")
    if media_type(request) != FORM:
        return Posted(without_absent(json_object(request)), idempotency_key(key))
    fields = gather(form_fields(request))
    apart = {name: values for name, values in fields.items() if name in beside}
    if any(len(values) > 1 for values in apart.values()):
        raise Problem("malformed")
    single = {name: values[0] for name, values in apart.items()}
    try:
        members = members_from_fields({name: v for name, v in fields.items() if name not in beside}, forms)
    except AmbiguousFields:
        raise Problem("malformed") from None
    return Posted(members, idempotency_key(single.get("idempotency_key", key)), fields, single)
