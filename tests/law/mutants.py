"""Breaks each rule J0-J16 in turn and looks whether a case of tests/law notices: `python -m tests.law.mutants`.

A mutant is one change of text in the rules' code or tables. It is made in a copy of the package; the copy's cases run
against it. Exit 1 when a mutant survives or cannot be made.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOMAIN = "chalicelib/domain/jurisdiction/"
RULES = "chalicelib/reference_data/law/rules.json"
COURTS = "chalicelib/reference_data/law/courts.json"
CASES = ("tests/law", "tests/__init__.py")


@dataclass(frozen=True)
class Mutant:
    """One rule, how it is broken, and the text that breaks it."""

    rule: str
    how: str
    path: str
    old: str
    new: str


MUTANTS = (
    Mutant("J0", "removed", DOMAIN + "propose.py", 'read.category == "NOT_ACTIONABLE"', "False"),
    Mutant(
        "J0", "says more", DOMAIN + "propose.py", 'Findings({"not_actionable"})', 'Findings({"not_actionable", "x"})'
    ),
    Mutant("J1", "guesses", DOMAIN + "grounds.py", "if len(candidates) == 1:", "if len(candidates) >= 1:"),
    Mutant("J1", "no same court", DOMAIN + "grounds.py", "if len(courts) == 1:", "if len(courts) == 0:"),
    Mutant("J1", "no question", DOMAIN + "grounds.py", 'if courts else "place_not_found"', 'if courts else "place_ok"'),
    Mutant("J1", "unknown is known", DOMAIN + "grounds.py", "if place.commune is None:", "if False:"),
    Mutant("J1", "no district joins", DOMAIN + "places.py", "if numbers and all(", "if not numbers and all("),
    Mutant("J1", "province ignored", DOMAIN + "places.py", "if keeps is None or commune.province in keeps", "if True"),
    Mutant("J1", "more names", DOMAIN + "places.py", '("alias", self._known_as)', '("alias", self._called)'),
    Mutant("J1", "wider steps", DOMAIN + "places.py", "keeps, self._j1)", "keeps, self._wider + self._beyond)"),
    Mutant(
        "J1",
        "four letters",
        DOMAIN + "places.py",
        "self._misspelled(key, words) if len(key) >= SHORTEST_GUESS else ()",
        "self._misspelled(key, words)",
    ),
    Mutant("J1", "any region", DOMAIN + "places.py", "if len(found) == 1:", "if found:"),
    Mutant("J2", "wrong court", "chalicelib/reference_data/places/communes.csv", "TPI-AGADIR", "TPI-TIZNIT"),
    Mutant("J2", "wrong article", RULES, "decree 2.23.665 art. 3", "decree 2.23.665 art. 4"),
    Mutant("J3", "removed", DOMAIN + "court_map.py", "while not court.works_on(day) and", "while False and"),
    Mutant("J3", "day after", DOMAIN + "court_map.py", "day >= self.open_by", "day > self.open_by"),
    Mutant("J3", "no day is closed", DOMAIN + "court_map.py", "or day is None or", "or"),
    Mutant("J3", "no flag", DOMAIN + "propose.py", "if any(forum.waiting for forum in forums):", "if False:"),
    Mutant("J3", "felony tests first instance", DOMAIN + "grounds.py", "law) if level.felony else area\n", "law)\n"),
    Mutant("J3", "wrong article", RULES, "decree 2.23.665 art. 6", "decree 2.23.665 art. 5"),
    Mutant("J4", "offence removed", RULES, '{"offence": ["CPP 44", "CPP 259"]},\n', ""),
    Mutant("J4", "wrong article", RULES, '{"offence": ["CPP 44", "CPP 259"]}', '{"offence": ["CPP 45"]}'),
    Mutant("J4", "residence removed", RULES, '"suspect_residence": ["CPP 44", "CPP 259"]', '"arrest": ["CPP 44"]'),
    Mutant(
        "J4", "victim's residence", RULES, '{"detention": ["CPP 44", "CPP 259"]}', '{"victim_residence": ["CPP 44"]}'
    ),
    Mutant("J4", "no uncertainty", DOMAIN + "morocco.py", 'findings.flags.add("place_uncertain")', "pass"),
    Mutant("J4", "seat always", DOMAIN + "morocco.py", "if _seat_counts(facts) else", "if True else"),
    Mutant(
        "J4", "seat beside persons", DOMAIN + "morocco.py", "and not any(facts.given(role)", "or any(facts.given(role)"
    ),
    Mutant("J4", "support ignored", DOMAIN + "grounds.py", "-len(forum.grounds)", "0"),
    Mutant("J4", "order reversed", DOMAIN + "grounds.py", "best.order)", "-best.order)"),
    Mutant("J4", "rank ignored", DOMAIN + "grounds.py", "(best.rank, -len", "(0, -len"),
    Mutant("J4", "no several forums", DOMAIN + "propose.py", "if len(forums) > 1:", "if len(forums) > 9:"),
    Mutant("J4", "offence not asked", DOMAIN + "morocco.py", 'findings.missing.add("place:offence")', "pass"),
    Mutant("J4b", "removed", DOMAIN + "morocco.py", '"J4b" if _partly_abroad(facts) else "J4"', '"J4"'),
    Mutant("J4b", "always", DOMAIN + "morocco.py", '"J4b" if _partly_abroad(facts) else "J4"', '"J4b"'),
    Mutant("J4b", "wrong rank", RULES, '{"last_suspect_residence": ["CPP 712"]},\n    {"victim', '{"victim'),
    Mutant("J4b", "too sure", RULES, '"added": ["last_suspect_residence", "victim_residence"]', '"added": []'),
    Mutant("J5", "removed", DOMAIN + "exclusive.py", 'facts.category == "TERR" or "terrorism" in', '"x" in'),
    Mutant("J5", "mark ignored", DOMAIN + "exclusive.py", ' or "terrorism" in facts.marks', ""),
    Mutant(
        "J5",
        "wrong prosecutor",
        DOMAIN + "propose.py",
        '"prosecutor": PROCUREUR_GENERAL',
        '"prosecutor": PROCUREUR_DU_ROI',
    ),
    Mutant("J5", "not exclusive", DOMAIN + "propose.py", '"exclusive": True', '"exclusive": False'),
    Mutant("J5", "wrong article", RULES, "law 03-03 art. 7", "law 03-03 art. 8"),
    Mutant("J5", "wrong court", DOMAIN + "propose.py", "court = law.terrorism_court.id", 'court = "CA-FES"'),
    Mutant(
        "J6", "removed", DOMAIN + "exclusive.py", 'return "money_laundering" in facts.marks and', "return False and"
    ),
    Mutant(
        "J6",
        "press prevails",
        DOMAIN + "propose.py",
        '"press_publication" in facts.marks and not laundering',
        '"press_publication" in facts.marks',
    ),
    Mutant("J6", "felony unchecked", DOMAIN + "exclusive.py", 'facts.offence_class == "felony"', "False"),
    Mutant(
        "J6",
        "wrong prosecutor",
        DOMAIN + "propose.py",
        "PROCUREUR_DU_ROI if laundering else",
        "PROCUREUR_GENERAL if laundering else",
    ),
    Mutant("J6", "wrong article", RULES, "law 43-05 art. 38", "law 43-05 art. 39"),
    Mutant("J6", "wrong area", COURTS, '"aml_court": "TPI-FES"', '"aml_court": "TPI-RABAT"'),
    Mutant(
        "J6", "complaint asked", DOMAIN + "abroad.py", "against_a_person = not laundering and", "against_a_person ="
    ),
    Mutant("J7", "removed", DOMAIN + "morocco.py", "if facts.minor_suspect:", "if False:"),
    Mutant("J7", "wrong article", RULES, '"guardian_residence": ["CPP 463-1"]', '"guardian_residence": ["CPP 44"]'),
    Mutant(
        "J7",
        "wrong rank",
        RULES,
        '{"guardian_residence": ["CPP 463-1"]},\n    {"arrest": ["CPP 463-1"]}',
        '{"arrest": ["CPP 463-1"]},\n    {"guardian_residence": ["CPP 463-1"]}',
    ),
    Mutant("J7", "no flag", DOMAIN + "flags.py", 'findings.flags.add("minor_suspect")', "pass"),
    Mutant("J7", "no child", DOMAIN + "flags.py", 'facts.suspect_age == "under_12"', "False"),
    Mutant("J8", "inverted", DOMAIN + "grounds.py", "if level.felony else area", "if not level.felony else area"),
    Mutant("J8", "connection ignored", DOMAIN + "prosecutor.py", '"connected_felony" in facts.marks', "False"),
    Mutant("J8", "presumption removed", RULES, '"felony": ["TRAFF"]', '"felony": []'),
    Mutant("J8", "presumption added", RULES, '["CSAM", "THREAT"', '["GROOM", "CSAM", "THREAT"'),
    Mutant("J8", "presumption silent", DOMAIN + "flags.py", 'findings.flags.add("class_presumed")', "pass"),
    Mutant("J8", "class not asked", DOMAIN + "flags.py", 'findings.missing.add("offence_class")', "pass"),
    Mutant("J8", "wrong article", RULES, '["CPP 40", "CPP 252"]', '["CPP 40", "CPP 253"]'),
    Mutant("J9", "removed", DOMAIN + "propose.py", "elif facts.offence_only_abroad:", "elif False:"),
    Mutant(
        "J9",
        "reception ignored",
        DOMAIN + "facts.py",
        'given_in_morocco("offence", "content_received")',
        'given_in_morocco("offence")',
    ),
    Mutant("J9", "no return", DOMAIN + "abroad.py", 'findings.flags.add("return_required")', "pass"),
    Mutant("J9", "complaint for felonies", DOMAIN + "abroad.py", "if not level.felony and against", "if against"),
    Mutant("J9", "always prosecutable", DOMAIN + "abroad.py", "        return False\n", "        return True\n"),
    Mutant("J9", "security tested", DOMAIN + "abroad.py", 'if "state_security" in facts.marks:', "if False:"),
    Mutant("J9", "no default", DOMAIN + "abroad.py", "return [Ground(DEFAULT", "return [] and [Ground(DEFAULT"),
    Mutant("J9", "default always", DOMAIN + "abroad.py", "if facts.given_in_morocco(*search.roles):", "if False:"),
    Mutant("J9", "wrong default", RULES, '"default_court": "TPI-RABAT"', '"default_court": "TPI-SALE"'),
    Mutant(
        "J9",
        "wrong rank",
        RULES,
        '{"last_suspect_residence": ["CPP 712"]},\n    {"arrest": ["CPP 712"]}',
        '{"arrest": ["CPP 712"]},\n    {"last_suspect_residence": ["CPP 712"]}',
    ),
    Mutant(
        "J9",
        "wrong article",
        RULES,
        '"J9": {"basis": "law", "articles": ["CPP 712"]}',
        '"J9": {"basis": "law", "articles": ["CPP 711"]}',
    ),
    Mutant("J9", "nationality not asked", DOMAIN + "abroad.py", 'findings.missing.add("victim.nationality")', "pass"),
    Mutant("J9", "trade against a person", RULES, '["TRADE", "FALSE", "EXAM"]', '["FALSE", "EXAM"]'),
    Mutant(
        "J10",
        "removed",
        DOMAIN + "propose.py",
        'if "press_publication" in facts.marks and not',
        'if "x" in facts.marks and not',
    ),
    Mutant("J10", "wrong rank", RULES, '{"publisher_seat": ["law 88-13 art. 94"]},\n', ""),
    Mutant(
        "J10", "wrong article", RULES, '{"publisher_seat": ["law 88-13 art. 94"]}', '{"publisher_seat": ["CPP 44"]}'
    ),
    Mutant(
        "J10", "imports ignored", DOMAIN + "morocco.py", "if place.role == role and not place.in_morocco", "if False"
    ),
    Mutant(
        "J10",
        "too sure",
        DOMAIN + "propose.py",
        'doubtful=facts.given_abroad("publisher_seat")',
        "doubtful=False",
    ),
    Mutant(
        "J10",
        "nothing asked",
        DOMAIN + "morocco.py",
        'for role in ("publisher_seat", "suspect_residence")',
        "for role in ()",
    ),
    Mutant(
        "J11", "removed", DOMAIN + "propose.py", 'elif facts.marks & {"aboard_ship", "aboard_aircraft"}:', "elif False:"
    ),
    Mutant("J11", "landing first", DOMAIN + "morocco.py", 'if facts.given_in_morocco("arrest") else', "if False else"),
    Mutant("J11", "wrong article", RULES, '{"port_or_landing": ["CPP 705"]}', '{"port_or_landing": ["CPP 706"]}'),
    Mutant("J11", "nothing asked", DOMAIN + "morocco.py", 'findings.missing.add("place:port_or_landing")', "pass"),
    Mutant("J12", "silent", DOMAIN + "propose.py", 'findings.flags.add("no_forum")', "pass"),
    Mutant("J12", "said of foreigners", DOMAIN + "propose.py", "if not forums and prosecutable:", "if not forums:"),
    Mutant("J12", "a default", DOMAIN + "propose.py", "if forums else NATIONAL_DESK", 'if forums else "TPI-RABAT"'),
    Mutant("J13", "removed", DOMAIN + "flags.py", 'facts.reporter_identity == "anonymous"', "False"),
    Mutant(
        "J13",
        "inverted",
        DOMAIN + "flags.py",
        'facts.reporter_identity == "anonymous"',
        'facts.reporter_identity != "anonymous"',
    ),
    Mutant("J13", "no danger", DOMAIN + "flags.py", 'facts.category == "DANGER"', "False"),
    Mutant(
        "J14",
        "removed",
        DOMAIN + "flags.py",
        'if facts.category == "DEFAM" or "private_life" in facts.marks:',
        "if False:",
    ),
    Mutant(
        "J14",
        "group needs one",
        DOMAIN + "flags.py",
        'facts.complaint or "group_target" in facts.marks',
        "facts.complaint",
    ),
    Mutant(
        "J14",
        "officials alike",
        DOMAIN + "flags.py",
        '"official_complaint_required" if official else',
        '"own_complaint_required" if official else',
    ),
    Mutant("J14", "not asked", DOMAIN + "flags.py", 'findings.missing.add("victim.complaint")', "pass"),
    Mutant("J15", "no interpreter", DOMAIN + "flags.py", 'findings.flags.add("interpreter")', "pass"),
    Mutant(
        "J15",
        "french foreign",
        RULES,
        '"languages_of_procedure": ["ar", "ary", "fr"]',
        '"languages_of_procedure": ["ar", "ary"]',
    ),
    Mutant("J15", "no assistance", DOMAIN + "flags.py", 'findings.flags.add("mutual_assistance")', "pass"),
    Mutant("J15", "assistance without forum", DOMAIN + "flags.py", "    if not any_forum:\n        return\n", ""),
    Mutant("J15", "no report abroad", DOMAIN + "flags.py", 'findings.flags.add("report_also_abroad")', "pass"),
    Mutant(
        "J15",
        "consul for all",
        DOMAIN + "flags.py",
        "facts.victim_nationality == HOME and victim_abroad",
        "victim_abroad",
    ),
    Mutant("J15", "no minor victim", DOMAIN + "flags.py", 'facts.victim_age == "minor"', "False"),
    Mutant("J15", "no special procedure", DOMAIN + "flags.py", '"official_suspect" in facts.marks', "False"),
    Mutant("J16", "removed", DOMAIN + "flags.py", "facts.day < law.tables.map_in_force_since", "False"),
    Mutant("J16", "day after", DOMAIN + "flags.py", "facts.day < law.tables", "facts.day <= law.tables"),
    Mutant("J16", "terrorism too", DOMAIN + "flags.py", "if not terrorism and facts.day", "if facts.day"),
    Mutant(
        "confidence",
        "never unclear",
        DOMAIN + "flags.py",
        "if doubtful or findings.flags & tables.unclear:",
        "if False:",
    ),
    Mutant(
        "confidence",
        "never likely",
        DOMAIN + "flags.py",
        "if open_to_question or findings.flags & tables.likely:",
        "if False:",
    ),
)


def surviving(mutants: tuple[Mutant, ...]) -> Iterator[Mutant]:
    """Mutants that no case notices. Raises ValueError for one whose text is not there or breaks its file."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        hidden = shutil.ignore_patterns("__pycache__", "site_bundle")
        shutil.copytree(ROOT / "chalicelib", copy / "chalicelib", ignore=hidden)
        shutil.copytree(ROOT / "tests" / "law", copy / "tests" / "law", ignore=hidden)
        (copy / "tests" / "__init__.py").touch()
        if not _passes(copy):
            raise ValueError("the cases fail before anything is broken")
        for mutant in mutants:
            target = copy / mutant.path
            before = target.read_text(encoding="utf-8")
            if mutant.old not in before:
                raise ValueError(f"{mutant.rule} {mutant.how}: its text is not in {mutant.path}")
            after = before.replace(mutant.old, mutant.new)
            if target.suffix == ".json":
                json.loads(after)
            target.write_text(after, encoding="utf-8")
            noticed = not _passes(copy)
            target.write_text(before, encoding="utf-8")
            print(f"{mutant.rule:10} {mutant.how:30} {'noticed' if noticed else 'SURVIVES'}", flush=True)
            if not noticed:
                yield mutant


def _passes(copy: Path) -> bool:
    """Whether every case of the copy passes; property tests and this list aside."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:hypothesispytest",
        "tests/law",
    ]
    ignored = ["--ignore=tests/law/test_laws.py", "--ignore=tests/law/test_mutants.py"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(copy)}
    return subprocess.run([*command, *ignored], cwd=copy, env=environment, capture_output=True).returncode == 0


def main() -> int:
    survivors = list(surviving(MUTANTS))
    print(f"{len(MUTANTS) - len(survivors)} of {len(MUTANTS)} mutants noticed")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
