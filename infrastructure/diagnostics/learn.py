"""Learns the table of words from labelled reports: `make learn`, in an environment of its own (scikit-learn).

Two logistic regressions, of the category and of "urgent", over the pieces of words and the families of cues that the
diagnosis itself finds. First each labelled set is judged by a table learnt from the others alone, then the table of all
of them is written. The product reads the table; it has neither scikit-learn nor this module.
"""

from __future__ import annotations

import argparse
import json
import math
import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from chalicelib.domain.diagnosis.diagnose import diagnose
from chalicelib.domain.diagnosis.learnt import FEW_PIECES, MOST_WORDS, SOUNDED, ZERO, LearntWords, piece_of, pieces_of
from chalicelib.domain.diagnosis.observables.collect import collect
from chalicelib.domain.diagnosis.reading import read
from chalicelib.domain.diagnosis.rules import CATEGORIES, DiagnosisRules
from chalicelib.reference_data.diagnosis_rules import LEARNT, load_diagnosis_rules
from infrastructure.diagnostics.measure import URGENT, measure

RARE = 3
"""Pieces of fewer labelled reports teach names and accidents."""
STRENGTH, STRENGTH_OF_URGENT = 300.0, 30.0
"""Inverse of the regularisation; a third or three times as much hardly matters."""
STEP, MOST = 0.3, 40
Labelled = Sequence[Mapping[str, Any]]


def pieces_in(report: Mapping[str, Any], rules: DiagnosisRules) -> dict[str, float]:
    """The pieces of a report's words, weighted as the diagnosis weighs them."""
    reading = read(report, collect(report, rules, ()), rules)
    sounded = reading.language.language in SOUNDED
    pieces = Counter(
        piece for word in dict.fromkeys(reading.words.normal[:MOST_WORDS]) for piece in pieces_of(word, sounded=sounded)
    )
    pieces.update(map(piece_of, reading.families))
    long = math.sqrt(max(FEW_PIECES, pieces.total()))
    return {piece: count / long for piece, count in pieces.items()}


def table_from(examples: Labelled, rules: DiagnosisRules) -> dict[str, Any]:
    """The table that `LearntWords` reads: columns, bias, step, and a line of signs for each piece."""
    pieces = [pieces_in(example["report"], rules) for example in examples]
    reports = Counter(piece for row in pieces for piece in row)
    vectors = DictVectorizer()
    rows = vectors.fit_transform(
        [{piece: value for piece, value in row.items() if reports[piece] >= RARE} for row in pieces]
    )
    expected = [example["expected"] for example in examples]
    model = _learnt(rows, [labels["category"] for labels in expected], STRENGTH)
    urgent = _learnt(rows, [labels["urgency"] in URGENT for labels in expected], STRENGTH_OF_URGENT)
    known = list(model.classes_)
    order = [known.index(category) for category in CATEGORIES]
    weights = [*(model.coef_[row] for row in order), urgent.coef_[0]]
    return {
        "columns": [*CATEGORIES, "urgent"],
        "bias": [round(float(bias), 3) for bias in (*(model.intercept_[row] for row in order), urgent.intercept_[0])],
        "step": STEP,
        "weights": {
            str(piece): "".join(_sign(row[column]) for row in weights)
            for column, piece in enumerate(vectors.get_feature_names_out())
        },
    }


def _learnt(rows: Any, labels: Sequence[Any], strength: float) -> LogisticRegression:
    # Every label counts alike, however seldom somebody reported it.
    model = LogisticRegression(C=strength, class_weight="balanced", max_iter=300)
    with warnings.catch_warnings():
        # 300 steps are enough; what further ones change is lost in the rounding.
        warnings.simplefilter("ignore")
        return model.fit(rows, labels)


def _sign(weight: float) -> str:
    # From `(` to `x`, and never a backslash, which JSON would double: its neighbour is one step away.
    sign = chr(ZERO + max(-MOST, min(MOST, round(weight / STEP))))
    return "]" if sign == "\\" else sign


def figures(examples: Labelled, rules: DiagnosisRules, table: Mapping[str, Any]) -> dict[str, float]:
    """The measure of the specification on reports, by these rules with this table."""
    told = replace(rules, learnt=LearntWords(table))
    return measure(examples, lambda report: diagnose(report, told))


def main() -> None:
    """Judge each set by the others, then write the table of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="labelled reports, one author or occasion a file")
    files: list[Path] = parser.parse_args().files
    rules = load_diagnosis_rules()
    sets = {file: [json.loads(line) for line in file.read_text().splitlines()] for file in files}
    for file, examples in sets.items():
        others = [example for other, rows in sets.items() if other != file for example in rows]
        found = figures(examples, rules, table_from(others, rules))
        print(f"{file.name} ({len(examples)}), learnt from the others: {json.dumps(found)}", flush=True)
    table = table_from([example for rows in sets.values() for example in rows], rules)
    LEARNT.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n")
    print(f"{len(table['weights'])} pieces, {LEARNT.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
