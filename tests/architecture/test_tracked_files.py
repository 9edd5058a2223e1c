"""What is published says nothing of the machine it was written on and holds no secret."""

import re
import subprocess

from tests.architecture.layers import ROOT

# Written in pieces, so that this file does not hold what it looks for.
MACHINE = re.compile("|".join([re.escape(str(ROOT)) + r"\b", "/" + "root/", "/" + r"home/\w+/", "/" + r"Users/\w+/"]))
SECRET = re.compile(
    "|".join(
        [
            r"\b(AKIA|ASIA)[0-9A-Z]{16}\b",
            "-----BEGIN" + r" (RSA |EC |OPENSSH )?PRIVATE KEY-----",
            r"\bgh[pousr]_[A-Za-z0-9]{36}\b",
            r"aws_secret_access_key\s*[=:]\s*['\"]?[A-Za-z0-9/+]{40}",
        ]
    )
)


def tracked_texts() -> dict[str, str]:
    """Every tracked text file; binary files and files that are being removed are passed over."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    texts = {}
    for name in filter(None, names.split("\0")):
        content = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b"\0"
        if b"\0" not in content:
            texts[name] = content.decode(errors="replace")
    return texts


def test_no_tracked_file_names_a_path_of_this_machine_or_holds_a_secret() -> None:
    found = [
        f"{name}: {match.group(0)}"
        for name, text in tracked_texts().items()
        for pattern in (MACHINE, SECRET)
        if (match := pattern.search(text))
    ]
    assert found == []


def test_generated_folders_are_not_tracked() -> None:
    generated = ("build/", ".local/", ".venv/", "node_modules/", "chalicelib/site_bundle/", ".chalice/deployments/")
    assert [name for name in tracked_texts() if name.startswith(generated)] == []


def test_every_copied_data_folder_says_where_it_comes_from() -> None:
    folders = [folder for folder in (ROOT / "chalicelib" / "reference_data").iterdir() if folder.is_dir()]
    unsourced = [
        folder.name for folder in folders if folder.name != "__pycache__" and not (folder / "SOURCE.md").exists()
    ]
    assert unsourced == []
