"""A small app of the real shape: what the composer makes of routes does not depend on what they do."""

from pathlib import Path

APP = """
from chalice import Chalice

app = Chalice(app_name="sample", configure_logs=False)


@app.route("/health")
def health():
    return {}


@app.route("/reports", methods=["POST"], content_types=["application/json", "application/x-www-form-urlencoded"])
def reports():
    return {}


@app.route("/portal/queue")
def queue():
    return {}


@app.route("/portal/cases/{case_id}")
def case(case_id):
    return {}


@app.route("/portal/cases/{case_id}/reporter", methods=["POST"])
def reporter(case_id):
    return {}


@app.route("/portal/cases/{case_id}/unseal-requests", methods=["POST"])
def ask(case_id):
    return {}


@app.route("/portal/unseal-requests")
def requests():
    return {}


@app.route("/portal/unseal-requests/{request_id}/open", methods=["POST"])
def open_request(request_id):
    return {}
"""


def write_sample(folder: Path) -> Path:
    """Writes the sample project and returns its folder."""
    (folder / "chalicelib").mkdir(parents=True)
    (folder / "chalicelib" / "__init__.py").write_text("")
    (folder / "app.py").write_text(APP)
    return folder
