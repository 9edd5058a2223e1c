"""A case's file taken away in every form, and looked at as whoever receives it would."""

import io
import zipfile

import boto3

from tests.canaries.service import Service
from tests.casework.world import AGADIR, officer

MAKER = officer(f"investigator:{AGADIR}")


def take_away(service: Service, case: str) -> None:
    """Dossier and archive in both languages, by the officer in charge; the files as they lie in the bucket."""
    for kind in ("dossier", "archive"):
        for lang in ("ar", "fr"):
            asked = service.officer(MAKER, "exports", "POST", f"cases/{case}/exports", {"kind": kind, "lang": lang})
            assert asked.status == 202, asked.text
            given = service.officer(MAKER, "exports", "GET", f"exports/{asked.json['id']}")
            assert given.json["state"] == "ready", given.text
    assert service.officer(MAKER, "exports", "GET", f"cases/{case}/export").json["count"] == 4
    s3 = boto3.client("s3")
    for entry in s3.list_objects_v2(Bucket="exports")["Contents"]:
        data = s3.get_object(Bucket="exports", Key=entry["Key"])["Body"].read()
        for text in _texts(data):
            service.places.add("exported files", entry["Key"] + text)


def _texts(data: bytes) -> list[str]:
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return [data.decode()]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [name + archive.read(name).decode() for name in archive.namelist()]
