"""The address of an exported file: of the bucket's own region, for five minutes, under a name that tells nothing."""

from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError
from moto import mock_aws

from chalicelib.gateways.export_bucket import ExportBucket
from chalicelib.usecases.errors import Unavailable
from chalicelib.wiring.portal import _FILES

EXPORT = "01J00000000000000000000000"
REGION = "eu-west-3"


@pytest.fixture(autouse=True)
def own_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)


def test_an_address_names_the_region_and_ends_in_five_minutes() -> None:
    address = urlsplit(
        ExportBucket(boto3.client("s3", region_name=REGION, config=_FILES), "files").address(EXPORT, "archive")
    )
    asked = parse_qs(address.query)
    assert (address.scheme, address.netloc) == ("https", "files.s3.eu-west-3.amazonaws.com")
    assert address.path == f"/exports/{EXPORT}"
    assert asked["X-Amz-Expires"] == ["300"]
    assert asked["response-content-disposition"] == ['attachment; filename="archive.zip"']
    assert asked["response-cache-control"] == ["no-store"]


@mock_aws
def test_a_file_lies_under_its_id() -> None:
    s3 = boto3.client("s3", region_name=REGION, config=_FILES)
    s3.create_bucket(Bucket="files", CreateBucketConfiguration={"LocationConstraint": REGION})
    ExportBucket(s3, "files").put(EXPORT, "dossier", b"page")
    kept = s3.get_object(Bucket="files", Key=f"exports/{EXPORT}")
    assert (kept["Body"].read(), kept["ContentType"]) == (b"page", "text/html; charset=utf-8")


def test_a_bucket_that_does_not_answer_is_unavailable() -> None:
    class Silent:
        def put_object(self, **_: object) -> None:
            raise EndpointConnectionError(endpoint_url="https://files.example")

    with pytest.raises(Unavailable):
        ExportBucket(Silent(), "files").put(EXPORT, "dossier", b"page")
