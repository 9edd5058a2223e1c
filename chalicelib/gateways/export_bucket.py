"""The bucket of exported files: private, and empty again after a day by its own rule."""

from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.usecases.casework.export_case import ADDRESS_HOLDS
from chalicelib.usecases.errors import Unavailable

PREFIX = "exports/"
# Kind → media type, and the name under which a browser saves it.
_FILES = {"dossier": ("text/html; charset=utf-8", "dossier.html"), "archive": ("application/zip", "archive.zip")}


@dataclass(frozen=True)
class ExportBucket:
    """What `usecases.casework.export_case.Shelf` asks for. Raises Unavailable."""

    s3: Any
    bucket: str

    def put(self, export_id: str, kind: str, data: bytes) -> None:
        media_type, _ = _FILES[kind]
        try:
            self.s3.put_object(Bucket=self.bucket, Key=f"{PREFIX}{export_id}", Body=data, ContentType=media_type)
        except (BotoCoreError, ClientError) as error:
            raise Unavailable from error

    def address(self, export_id: str, kind: str) -> str:
        """Signed here: no call is made. The file's name says nothing of the case."""
        media_type, name = _FILES[kind]
        asked = {
            "Bucket": self.bucket,
            "Key": f"{PREFIX}{export_id}",
            "ResponseContentDisposition": f'attachment; filename="{name}"',
            "ResponseContentType": media_type,
            "ResponseCacheControl": "no-store",
        }
        try:
            url: str = self.s3.generate_presigned_url(
                "get_object", Params=asked, ExpiresIn=int(ADDRESS_HOLDS.total_seconds())
            )
        except (BotoCoreError, ClientError) as error:
            raise Unavailable from error
        return url
