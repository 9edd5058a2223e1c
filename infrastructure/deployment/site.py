"""Puts the built site into its bucket: right types, right cache headers, nothing left of the last build."""

from __future__ import annotations

import hashlib
import json
import mimetypes
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from infrastructure.deployment.account import Account
from infrastructure.deployment.proof_keys import RECEIPT_KEYS, receipt_keys

PORTAL_CONFIG = "portal/config.json"
# A name that holds the hash of its content never changes its content.
HASHED = re.compile(r"[.-][0-9A-Za-z_-]{8,}\.\w+$")
HASHED_FOLDERS = ("assets/", "portal/assets/")
# Pages that show or take a receipt stay in no cache (frontend requirements b9).
PRIVATE = re.compile(r"^(\w+/follow/|portal/|\w+/k/\d+/report/)")
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
WORKERS = 8


@dataclass(frozen=True)
class SiteFile:
    """One object of the site bucket."""

    key: str
    body: bytes
    kind: str
    cache: str


def cache_header(key: str) -> str:
    """`Cache-Control` of a file of the site."""
    if HASHED.search(key) and key.startswith(HASHED_FOLDERS):
        return "public, max-age=31536000, immutable"
    return "no-store" if PRIVATE.match(key) and not HASHED.search(key) else "no-cache"


def content_type(key: str) -> str:
    """`Content-Type` of a file of the site."""
    suffix = Path(key).suffix
    return TYPES.get(suffix) or mimetypes.guess_type(key)[0] or "application/octet-stream"


def portal_config(account: Account, outputs: dict[str, str]) -> bytes:
    """What the portal reads when it starts; nothing in it is secret."""
    return json.dumps(
        {
            "stage": account.stage.name,
            "region": outputs["Region"],
            "pool_id": outputs["UserPoolId"],
            "client_id": outputs["PortalClientId"],
            "signin_origin": outputs["SigninOrigin"],
            "api": "/api",
        },
        sort_keys=True,
    ).encode()


def site_files(site: Path) -> Iterator[SiteFile]:
    """Every file of a build."""
    for file in sorted(site.rglob("*")):
        if file.is_file():
            key = file.relative_to(site).as_posix()
            yield SiteFile(key, file.read_bytes(), content_type(key), cache_header(key))


def deployment_files(account: Account, outputs: dict[str, str]) -> list[SiteFile]:
    """What no build knows: it is of this deployment."""
    keys = receipt_keys(account.client("kms"), outputs["ProofKey"])
    return [
        SiteFile(PORTAL_CONFIG, portal_config(account, outputs), TYPES[".json"], "no-store"),
        SiteFile(RECEIPT_KEYS, keys, TYPES[".json"], "no-cache"),
    ]


def upload_site(account: Account, outputs: dict[str, str], site: Path) -> int:
    """Uploads what changed, removes what is gone, clears the edge's cache; returns the number of changed files."""
    s3, bucket = account.client("s3"), outputs["SiteBucket"]
    files = [*site_files(site), *deployment_files(account, outputs)]
    there: dict[str, str] = {}
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        there.update({entry["Key"]: entry["ETag"].strip('"') for entry in page.get("Contents", [])})
    # A bucket encrypted with S3's own keys gives the MD5 of the content as its tag.
    changed = [file for file in files if there.get(file.key) != hashlib.md5(file.body).hexdigest()]
    gone = sorted(there.keys() - {file.key for file in files})

    def put(file: SiteFile) -> None:
        s3.put_object(Bucket=bucket, Key=file.key, Body=file.body, ContentType=file.kind, CacheControl=file.cache)

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(put, changed))
    for start in range(0, len(gone), 1000):
        s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": key} for key in gone[start : start + 1000]]})
    if account.stage.cloud and (changed or gone):
        account.client("cloudfront").create_invalidation(
            DistributionId=outputs["DistributionId"],
            InvalidationBatch={"Paths": {"Quantity": 1, "Items": ["/*"]}, "CallerReference": uuid4().hex},
        )
    return len(changed) + len(gone)
