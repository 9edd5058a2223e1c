"""The words of a proposal for officers (Arabic, French), and questions to the reporter; made from its steps alone.

Words are data (`law.wording`). Every sentence names the rules that justify it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.domain.jurisdiction.court_map import CourtData, court_of_appeal
from chalicelib.domain.jurisdiction.grounds import DEFAULT
from chalicelib.domain.jurisdiction.police import judicial_police

Territory = Mapping[str, Any]
_COMMA = {"ar": "، ", "fr": ", "}


def explain(territory: Territory, law: CourtData, language: str) -> dict[str, Any]:
    """The argument of a proposal in `ar` or `fr`.

    `{paragraph, confidence, forums: [{court_id, court, prosecutor, exclusive, order_basis, sentences: [{text, rules,
    basis}], note, why_after}], flags: [{flag, rules, label, consequence}], missing: [{key, rules, asked, question,
    effect}], police: [{service, basis, articles, communes, label}]}`.
    `why_after` is None on the first forum. `asked`: reporter, prosecutor or desk, whoever can answer; `effect`: what
    the answer would change.
    """
    words = law.wording
    forums = [_forum(forum, law, language) for forum in territory["forums"]]
    for number in range(1, len(forums)):
        before, after = territory["forums"][number - 1 : number + 1]
        forums[number]["why_after"] = _why_after(before, after, law, language)
    flags = []
    for flag in territory["flags"]:
        label, consequence = words["flags"][flag][language]
        flags.append({"flag": flag, "rules": words["flags"][flag]["rules"], "label": label, "consequence": consequence})
    missing = [_missing(key, territory, law, language) for key in territory["missing"]]
    return {
        "paragraph": _paragraph(forums, flags, law, language),
        "confidence": words["confidence"][territory["confidence"]][language],
        "forums": forums,
        "flags": flags,
        "missing": missing,
        "police": [
            {**service, "label": words["police"][service["service"]][language]}
            for service in judicial_police(territory, law)
        ],
    }


def _missing(key: str, territory: Territory, law: CourtData, language: str) -> dict[str, Any]:
    entry = law.wording["missing"][key]
    effect = law.wording["effects"]["commune" if key.startswith("commune:") else key][language]
    if key == "offence_class" and not territory["forums"]:
        # Without a forum there is no court yet that a felony would change.
        effect = ""
    return {
        "key": key,
        "rules": entry["rules"],
        "asked": entry["asked"],
        "question": entry[language],
        "effect": effect.format(court=_appeal(territory, law, language)),
    }


def _appeal(territory: Territory, law: CourtData, language: str) -> str:
    """The court that a felony of the first forum would go to."""
    for forum in territory["forums"][:1]:
        return _court(court_of_appeal(law.courts[forum["court_id"]], law).id, law, language)
    return ""


def question_for(key: str, law: CourtData, language: str) -> str | None:
    """The question that a missing answer becomes, in the reporter's language; None when only an officer can answer.

    A language without its own words (Tamazight, until a speaker has written them) gets French.
    """
    entry = law.wording["missing"][key]
    if entry["asked"] != "reporter":
        return None
    question: str = entry.get(language, entry["fr"])
    return question


def note_text(notes: Sequence[Mapping[str, str]], law: CourtData, language: str) -> str:
    """The remarks of one forum in Arabic or French."""
    texts = law.wording["notes"]
    return " ".join(
        texts[note["key"]][language].format(court=_court(note["court"], law, language) if "court" in note else "")
        for note in notes
    )


def _forum(forum: Mapping[str, Any], law: CourtData, language: str) -> dict[str, Any]:
    return {
        "court_id": forum["court_id"],
        "court": _court(forum["court_id"], law, language),
        "prosecutor": law.wording["prosecutors"][forum["prosecutor"]][language],
        "exclusive": forum["exclusive"],
        "order_basis": forum["order_basis"],
        "sentences": [
            {"text": _sentence(step, law, language), "rules": step["rules"], "basis": step["basis"]}
            for step in forum["steps"]
        ],
        "note": note_text(forum["notes"], law, language),
        "why_after": None,
    }


def _sentence(step: Mapping[str, Any], law: CourtData, language: str) -> str:
    words = law.wording
    names = [_commune(code, law, language) for code in step.get("communes", ())]
    text: str = words["sentences"][_kind(step)][language].format(
        fact=words["facts"].get(step.get("fact"), {}).get(language, ""),
        places=_COMMA[language].join(dict.fromkeys(names)),
        court=_court(step["court"], law, language),
        waiting=_court(step["waiting"], law, language) if "waiting" in step else "",
        articles=_COMMA[language].join(_citation(article, law, language) for article in step["articles"]),
    )
    return text


def _kind(step: Mapping[str, Any]) -> str:
    by_rule = {"J5": "terrorism", "J6": "laundering", "J3": "waiting"}
    rule = step["rules"][0]
    if rule in by_rule:
        return by_rule[rule]
    if rule == "J8":
        return "level_connected" if step["class_from"] == "connected" else f"level_{step['level']}"
    if step["fact"] == DEFAULT:
        return "default"
    return "place" if step["communes"] else "imported_press"


def _why_after(before: Mapping[str, Any], after: Mapping[str, Any], law: CourtData, language: str) -> str:
    """Why one forum comes after another: its rank, else fewer places behind it, else the order of the places."""
    first, second = ([step for step in forum["steps"] if "rank" in step] for forum in (before, after))
    reason = "support" if len(first) != len(second) else "order"
    if first[0]["rank"] != second[0]["rank"]:
        reason = "rank"
    facts = law.wording["facts"]
    text: str = law.wording["alternatives"][reason][language].format(
        best=_inside(facts[first[0]["fact"]][language]), fact=_inside(facts[second[0]["fact"]][language])
    )
    return text


def _paragraph(
    forums: Sequence[Mapping[str, Any]], flags: Sequence[Mapping[str, Any]], law: CourtData, language: str
) -> str:
    sentences = law.wording["sentences"]
    parts = [] if forums else [sentences["nobody"][language]]
    for forum in forums:
        named = sentences["alternative" if forum["why_after"] else "proposal"][language]
        parts.append(named.format(prosecutor=forum["prosecutor"], court=forum["court"]))
        if forum["why_after"]:
            parts.append(forum["why_after"])
        parts += [
            f"{sentence['text']} [{', '.join(sentence['rules'])}]"
            for sentence in forum["sentences"]
            # The level is the same for all: it is said once.
            if forum is forums[0] or sentence["rules"] != ["J8"]
        ]
        if forum["note"]:
            parts.append(forum["note"])
    if len(forums) > 1 and forums[0]["order_basis"] == "ours":
        parts.append(sentences["order_ours"][language])
    parts += [f"{flag['label']} [{', '.join(flag['rules'])}] : {flag['consequence']}" for flag in flags]
    return " ".join(parts)


def _citation(article: str, law: CourtData, language: str) -> str:
    for form in law.wording["citations"]:
        if article.startswith(form["begins"]):
            text: str = form[language].format(article=article.removeprefix(form["begins"]))
            return text
    return article


def _court(court_id: str, law: CourtData, language: str) -> str:
    court = law.courts[court_id]
    return court.name_ar if language == "ar" else court.name_fr


def _commune(code: str, law: CourtData, language: str) -> str:
    commune = law.places.communes[code]
    return commune.name_ar if language == "ar" else commune.name_fr


def _inside(text: str) -> str:
    """A fact's name inside a sentence: its capital goes."""
    return text[:1].lower() + text[1:]
