"""The stack of well-known libraries, run in the environment for benchmarks: same reports, the jobs that each can do.

A line in, a line out. The first line brings the reports, each as its text, its links and all its words (text, links
and identifiers: what the diagnosis reads), and the links of the tested pairs. `pass text` and `pass whole` read every
report once and tell the seconds of the processor by library; `answers` tells what each library found in the texts, and
the links in normal form.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import iocextract
import phonenumbers
import py3langid
from ioc_finder import find_iocs
from url_normalize import url_normalize

ROUNDS = 3


def normal(url: str) -> str:
    try:
        return str(url_normalize(url))
    except Exception:  # a link that the library cannot take counts as one it got wrong
        return ""


def phones(text: str) -> list[str]:
    found = phonenumbers.PhoneNumberMatcher(text, "MA")
    return [phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164) for match in found]


def indicators(text: str) -> dict[str, list[str]]:
    return {kind: [str(value) for value in values] for kind, values in find_iocs(text).items() if values}


LIBRARIES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "ioc-finder": lambda report: indicators(report["text"]),
    "iocextract": lambda report: list(iocextract.extract_iocs(report["text"], refang=True)),
    "phonenumbers": lambda report: phones(report["text"]),
    "py3langid": lambda report: py3langid.classify(report["text"])[0],
    "url-normalize": lambda report: [normal(url) for url in report["urls"]],
}


def one_pass(reports: list[dict[str, Any]]) -> dict[str, float]:
    """Seconds of each library for all the reports, the mean of a few rounds."""
    spent = {}
    for name, run in LIBRARIES.items():
        start = time.process_time()
        for _ in range(ROUNDS):
            for report in reports:
                run(report)
        spent[name] = (time.process_time() - start) / ROUNDS
    return spent


def main() -> None:
    lines = iter(sys.stdin)
    reports, links = json.loads(next(lines))
    for line in lines:
        if line.startswith("pass"):
            whole = line.strip() == "pass whole"
            answer: Any = one_pass([{**report, "text": report["whole"]} for report in reports] if whole else reports)
        else:
            found = [{name: run(report) for name, run in LIBRARIES.items()} for report in reports]
            answer = [found, [normal(link) for link in links]]
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
