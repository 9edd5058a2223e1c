"""A small app of the real shape. Its handlers make the calls they are told to make, under the role they run with."""

from pathlib import Path

PROBE = """
from functools import cache

import os

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.httpsession import URLLib3Session

client = cache(boto3.client)


def invoke(FunctionName, Payload):
    # The package has no model of Lambda itself: one signed request.
    address = f"{os.environ['AWS_ENDPOINT_URL']}/2015-03-31/functions/{FunctionName}/invocations"
    request = AWSRequest("POST", address, data=Payload)
    session = boto3.Session()
    SigV4Auth(session.get_credentials(), "lambda", session.region_name).add_auth(request)
    answer = URLLib3Session().send(request.prepare())
    if answer.status_code >= 300:
        raise RuntimeError(answer.text)


def attempt(call):
    members = dict(call["members"])
    for name in call["bytes"]:
        members[name] = members[name].encode("latin-1")
    try:
        if call["service"] == "lambda":
            invoke(**members)
        else:
            getattr(client(call["service"]), call["operation"])(**members)
    except Exception as error:
        text = str(error)
        return "denied" if "AccessDenied" in text or "not authorized" in text else f"allowed, but {text}"
    return "allowed"


def attempts(event):
    return [attempt(call) for call in event["calls"]]
"""

APP = """
from chalice import Chalice

from chalicelib.probe import attempts

app = Chalice(app_name="sample", configure_logs=False)


@app.route("/health")
def health():
    return {}


@app.route("/reports", methods=["POST"], content_types=["application/json", "application/x-www-form-urlencoded"])
def reports():
    return attempts(app.current_request.json_body)


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

WORKER = """
from chalicelib.probe import attempts


def handle(event, context):
    return attempts(event) if "calls" in event else {"batchItemFailures": []}
"""


def write_sample(folder: Path) -> Path:
    """Writes the sample project and returns its folder."""
    library = folder / "chalicelib"
    (library / "workers").mkdir(parents=True)
    (library / "__init__.py").write_text("")
    (library / "workers" / "__init__.py").write_text("")
    (library / "probe.py").write_text(PROBE)
    for worker in ("diagnose_report", "sweep_stalled", "enforce_retention", "anchor_chains", "reseal_identities"):
        (library / "workers" / f"{worker}.py").write_text(WORKER)
    (folder / "app.py").write_text(APP)
    return folder


def write_site(folder: Path) -> Path:
    """Writes a few pages as a build leaves them."""
    files = {
        "index.html": "languages",
        "ar/index.html": "home",
        "ar/k/01/index.html": "kind",
        "ar/follow/index.html": "follow",
        "portal/index.html": "portal",
        "assets/site.0123abcd.css": "a{}",
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    return folder
