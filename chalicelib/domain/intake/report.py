"""A report as the citizen sent it, made ready to keep: what is refused as a whole, what is sealed, what is stored."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from chalicelib.domain.intake.answers import applicable
from chalicelib.domain.intake.forms import Form
from chalicelib.domain.intake.members import member
from chalicelib.domain.intake.own_spans import own_spans
from chalicelib.domain.intake.visible import is_visible

_MINOR_AGE = re.compile(r"minor_(\d{1,2})")
# What a way of being reached needs beside itself, so that a notice can be sent without the identity key.
_ADDRESS_OF_CHANNEL = {"sms": "phone", "call": "phone", "email": "email"}

# Filled in beforehand by the pages.
_TELLS_NOTHING = {"reply_language"}


class NothingReported(Exception):
    """Neither a visible text nor one answer, link or identifier."""


class IdentityWhenAnonymous(Exception):
    """An anonymous report that carries an identity or a way to be reached: refused, never dropped or kept quietly."""


@dataclass(frozen=True)
class Secret:
    """One value to seal: `field` is its member's name within its purpose (`identity`, `contact` or `report`)."""

    field: str
    purpose: str
    value: str


@dataclass(frozen=True)
class Prepared:
    """`content` is what the CONTENT item keeps, without any sealed value; `secrets` is what goes to the seal."""

    content: Mapping[str, Any]
    secrets: tuple[Secret, ...] = ()
    identity_fields: tuple[str, ...] = ()
    sealed_answers: tuple[str, ...] = field(default=())


def prepared(payload: Mapping[str, Any], form: Form | None) -> Prepared:
    """Make a schema-valid report (null members already absent) ready to keep.

    `form` is the accepted form that the answers belong to, None without `form`.
    Raises NothingReported or IdentityWhenAnonymous.
    """
    refuse_identity_when_anonymous(payload)
    report = cleaned(payload)
    report["reporter"] = {"role": "unknown", "age_band": "unknown", **report["reporter"]}
    report, dropped = with_applicable_answers(report, form)
    if not something_reported(report):
        raise NothingReported
    identity = dict(report.pop("identity", {}))
    contact = dict(report.pop("contact", {}))
    report, secrets = without_sensitive(report, form)
    sealed_answers = tuple(secret.field for secret in secrets)
    secrets += [Secret(name, "identity", value) for name, value in sorted(identity.items())]
    secrets += contact_secrets(identity, contact)
    report["own_spans"] = own_spans(report, identity)
    report["dropped"] = dropped
    return Prepared(report, tuple(secrets), tuple(sorted(identity)), sealed_answers)


def refuse_identity_when_anonymous(payload: Mapping[str, Any]) -> None:
    """Raises IdentityWhenAnonymous: of `contact`, an anonymous report may carry `receipt_only` alone."""
    contact = payload.get("contact") or {}
    reachable = contact.get("channel", "receipt_only") != "receipt_only" or "hours" in contact
    if payload["reporter"]["identity"] == "anonymous" and (payload.get("identity") or reachable):
        raise IdentityWhenAnonymous


def cleaned(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Ages in today's bands, blank texts absent, blank entries of lists gone; values stay as typed otherwise."""
    report: dict[str, Any] = {name: _cleaned(value) for name, value in payload.items()}
    for person in ("reporter", "victim"):
        band = member(report, f"{person}.age_band")
        if band is not None:
            report[person] = {**report[person], "age_band": age_band(band)}
    return {name: value for name, value in report.items() if value not in (None, {}, [])}


def age_band(spelling: str) -> str:
    """The band of an older spelling: `minor_<n>` and `60+` (api, age bands)."""
    minor = _MINOR_AGE.fullmatch(spelling)
    if minor:
        age = int(minor[1])
        return "under_13" if age < 13 else "from_13" if age < 16 else "from_16"
    return "60_plus" if spelling == "60+" else spelling


def with_applicable_answers(report: Mapping[str, Any], form: Form | None) -> tuple[dict[str, Any], list[str]]:
    """The report with the answers that apply, and the names of those that do not."""
    if form is None or "answers" not in report:
        return dict(report), []
    answers, dropped = applicable(report, form.kinds[report["form"]["kind"]])
    return {**report, "answers": answers}, dropped


def something_reported(report: Mapping[str, Any]) -> bool:
    """A visible text, or one answer, link or identifier; the language wished for the reply tells nothing yet."""
    return bool(
        report.get("text")
        or set(report.get("answers") or ()) - _TELLS_NOTHING
        or report.get("urls")
        or any((report.get("identifiers") or {}).values())
    )


def without_sensitive(report: Mapping[str, Any], form: Form | None) -> tuple[dict[str, Any], list[Secret]]:
    """Take out what the tree marks sensitive: the suspect's name and sensitive answers, sealed in any mode."""
    kept = dict(report)
    secrets = []
    suspect = dict(kept.get("suspect") or {})
    if "name" in suspect:
        secrets.append(Secret("suspect.name", "report", suspect.pop("name")))
        kept["suspect"] = suspect
    answers = dict(kept.get("answers") or {})
    for name in sorted(answers):
        if form is not None and form.questions[name].sensitive:
            secrets.append(Secret(f"answers.{name}", "report", str(answers.pop(name))))
            kept["answers"] = answers
    return kept, secrets


def contact_secrets(identity: Mapping[str, str], contact: Mapping[str, str]) -> list[Secret]:
    """What it takes to reach the reporter, with a copy of the address that the channel needs; none for receipt_only."""
    if not contact or contact == {"channel": "receipt_only"}:
        return []
    address = _ADDRESS_OF_CHANNEL.get(contact.get("channel", ""), "")
    reach = {**contact, **({address: identity[address]} if address in identity else {})}
    return [Secret(name, "contact", value) for name, value in sorted(reach.items())]


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return value if is_visible(value) else None
    if isinstance(value, list):
        return [part for part in map(_cleaned, value) if part is not None]
    if isinstance(value, Mapping):
        parts = {name: _cleaned(part) for name, part in value.items()}
        return {name: part for name, part in parts.items() if part not in (None, [])}
    return value
