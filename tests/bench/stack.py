"""The stack of well-known libraries, run in the environment for benchmarks: same reports, the jobs that each can do.

A line in, a line out. `pass` reads every report once and tells the seconds of the processor, in all and by library;
`answers` tells what each library found.
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


def normal(url: str) -> str:
    try:
        return str(url_normalize(url))
    except Exception:
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
    spent = {}
    for name, run in LIBRARIES.items():
        start = time.process_time()
        for report in reports:
            run(report)
        spent[name] = time.process_time() - start
    return spent


def main() -> None:
    lines = iter(sys.stdin)
    reports = json.loads(next(lines))
    for line in lines:
        if line.strip() == "pass":
            answer: Any = one_pass(reports)
        else:
            answer = [{name: run(report) for name, run in LIBRARIES.items()} for report in reports]
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
