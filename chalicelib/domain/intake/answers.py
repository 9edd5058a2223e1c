"""Answers whose condition does not hold are dropped, not refused (api, answers)."""

from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.domain.intake.forms import Kind
from chalicelib.domain.intake.members import answer_to


def applicable(report: Mapping[str, Any], kind: Kind) -> tuple[dict[str, Any], list[str]]:
    """The answers that apply and the sorted names of the dropped ones.

    A dropped answer no longer satisfies another condition, so this repeats until nothing changes; `when` reads the
    members of the report under their question's name, and members themselves are never dropped.
    """
    answers = dict(report.get("answers") or {})
    whens: dict[str, list[Mapping[str, Sequence[str]]]] = {}
    for asked in kind.asked:
        whens.setdefault(asked.question, []).append(asked.when)
    dropped: list[str] = []
    while True:
        said = {**report, "answers": answers}
        gone = [name for name in answers if not any(_holds(when, said) for when in whens.get(name, []))]
        if not gone:
            return answers, sorted(dropped)
        dropped += gone
        answers = {name: value for name, value in answers.items() if name not in gone}


def _holds(when: Mapping[str, Sequence[str]], said: Mapping[str, Any]) -> bool:
    return all(_given(answer_to(question, said)) & set(accepted) for question, accepted in when.items())


def _given(answer: Any) -> set[str]:
    if isinstance(answer, list):
        return {each for each in answer if isinstance(each, str)}
    return {answer} if isinstance(answer, str) else set()
