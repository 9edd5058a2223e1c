"""The store contract on Amazon's DynamoDB Local, the referee of the in-process double."""

import os
import re
import subprocess
import sys
from pathlib import Path

from infrastructure.dynamodb_local import installed

ROOT = Path(__file__).parent.parent.parent


def passed(output: str) -> int:
    found = re.search(r"(\d+) passed", output)
    return int(found[1]) if found else 0


def test_the_contract_holds_on_dynamodb_local() -> None:
    assert installed(), "DynamoDB Local is not there: python -m infrastructure.dynamodb_local"
    # Powertools lengthens AWS_SDK_UA_APP_ID each time it is imported: after many tests a header too long for Java.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    run = subprocess.run(
        [sys.executable, "-m", "tests.stores.on_dynamodb_local"],
        cwd=ROOT,
        env={**clean, "AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing"},
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert run.returncode == 0, run.stdout[-6000:]
    assert passed(run.stdout) >= 16
    assert "skipped" not in run.stdout
