"""Keys of two generations, sealed rows of cases, and everybody who may use the one or the other, in memory."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from chalicelib.domain.casework.case import Case
from chalicelib.domain.intake.report import Secret
from chalicelib.gateways.keys_in_force import KeysInForce
from chalicelib.gateways.open_seal import OpenSeal
from chalicelib.gateways.reseal import KmsReseal
from chalicelib.gateways.seal import KmsSeal
from chalicelib.stores.cases import Cases, partition
from chalicelib.stores.identities import put_sealed
from chalicelib.stores.openings import Sights
from chalicelib.stores.sealed_rows import StoredSeals
from chalicelib.stores.tables import IdentityRow
from chalicelib.usecases.identity.needs import SealedField
from chalicelib.usecases.identity.reseal_identities import Piece, ResealIdentities
from chalicelib.usecases.identity.reseal_needs import SealedRow
from tests.casework.world import World, tables

REGION = "eu-west-3"
NAME, PHONE, SUSPECT = "Canari Nom", "+212600000042", "Suspect Fictif"
SAID = (
    Secret("full_name", "identity", NAME),
    Secret("phone", "identity", PHONE),
    Secret("suspect.name", "report", SUSPECT),
)
REACHED = (Secret("phone", "contact", PHONE),)


class Keys:
    """Functions of a stage before and after a key change; `generations` as the template gives them, newest first."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.kms = boto3.client("kms", region_name=REGION)
        self.disabled: set[str] = set()
        self.kms.meta.events.register("before-parameter-build.kms", self._state)
        self.identity, self.contact = [self._key()], [self._key()]

    def _key(self) -> str:
        return str(self.kms.create_key()["KeyMetadata"]["Arn"])

    def _state(self, params: Any, model: Any, **_: Any) -> None:
        """The double of the key service does not look at the state of a key; the real one answers this."""
        if self.disabled & {params.get(name) for name in ("KeyId", "SourceKeyId", "DestinationKeyId")}:
            raise ClientError({"Error": {"Code": "DisabledException", "Message": "disabled"}}, model.name)

    def change(self) -> None:
        """A new generation comes into force beside the one of before."""
        self.identity.insert(0, self._key())
        self.contact.insert(0, self._key())

    def drop(self) -> None:
        """The older generation leaves the stage."""
        self.identity.pop()
        self.contact.pop()

    def seal(self) -> KmsSeal:
        return KmsSeal(lambda: self.kms, self.identity[0], self.contact[0])

    def open_seal(self) -> OpenSeal:
        return OpenSeal(self.kms, KeysInForce(tuple(self.identity)))

    def reseal(self) -> KmsReseal:
        return KmsReseal(self.kms, KeysInForce(tuple(self.identity)), KeysInForce(tuple(self.contact)))

    def job(self, rows: Any = None, reseal: Any = None) -> ResealIdentities:
        return ResealIdentities(rows or StoredSeals(self.world.writer()), reseal or self.reseal(), self.world.now)

    def run(self, limit: int = 1000, *, dry_run: bool = False) -> Piece:
        """The job in one piece, to its end."""
        piece = self.job()("", limit, dry_run=dry_run)
        assert (piece.done, piece.stopped) == (True, "")
        return piece

    def reported(self, **facts: Any) -> Case:
        """A case whose identity, answers and contact the newest keys have sealed."""
        case = self.world.case(**facts)
        self.say(case, "")
        return case

    def say(self, case: Case, act: str) -> None:
        """What a reporter says at once, or later under the id of an act."""
        for kind, secrets in (("SEALED", SAID), ("CONTACT", REACHED)):
            sealed = {field: value for (_, field), value in self.seal()(case.id, secrets).items()}
            key = f"{kind}#{act}" if act else kind
            self.world.writer().commit([put_sealed(case.id, key, sealed, case.created_at)])

    def opened(self, case: Case) -> dict[str, str]:
        """What the unsealing function opens of a case."""
        return dict(self.open_seal()(case.id, Sights(Cases(), self.world.writer()).sealed(case.id)))

    def contact_opened(self, case: Case) -> str:
        """What the notices would open."""
        value = IdentityRow.get(partition(case.id), "CONTACT").fields["phone"]
        field = SealedField("phone", value["ciphertext"], "contact", value["key_id"])
        return OpenSeal(self.kms, KeysInForce(tuple(self.contact)))(case.id, [field])["phone"]

    def ids(self, case: Case) -> set[str]:
        """The keys that seal a case's values."""
        rows = IdentityRow.query(partition(case.id))
        return {value["key_id"] for row in rows if row.sealed_at for value in row.fields.values()}

    def sealed_again(self, key: str, row: SealedRow) -> None:
        """Somebody seals the values of a row anew with some key."""
        fields = {}
        for name, value in row.fields.items():
            context = {"case": row.case_id, "field": name, "purpose": value.purpose}
            answer = self.kms.encrypt(KeyId=key, Plaintext=ALL[name].encode(), EncryptionContext=context)
            fields[name] = {**vars(value), "ciphertext": b64encode(answer["CiphertextBlob"]).decode()}
        IdentityRow(partition(row.case_id), row.key, sealed_at=row.sealed_at, fields=fields).save()

    def store(self, case: Case, fields: Any, key: str = "SEALED") -> None:
        """Values as somebody with all rights puts them."""
        stored = {name: dict(vars(value)) for name, value in fields.items()}
        IdentityRow(partition(case.id), key, sealed_at=case.created_at, fields=stored).save()

    def rows(self) -> list[tuple[str, str, Any]]:
        """All rows of sealed values as they stand."""
        return sorted((row.pk, row.sk, row.fields) for row in IdentityRow.scan())


ALL = {secret.field: secret.value for secret in SAID}


def moved(ciphertext: str) -> str:
    """The same bytes with one bit of the last changed."""
    raw = b64decode(ciphertext)
    return b64encode(raw[:-1] + bytes([raw[-1] ^ 1])).decode()


@contextmanager
def key_stage() -> Iterator[Keys]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "testing")
        patch.setenv("AWS_DEFAULT_REGION", REGION)
        with tables():
            yield Keys(World())


class Handler:
    """A client of Lambda that calls the worker as Lambda does: JSON in, JSON out."""

    def __init__(self, handle: Any) -> None:
        self.handle = handle
        self.asked: list[dict[str, Any]] = []

    def invoke(self, *, FunctionName: str, Payload: bytes) -> dict[str, Any]:  # noqa: N803 boto3's own names
        assert FunctionName == "e-blagh-local-ResealIdentities"
        self.asked.append(json.loads(Payload))
        answer = json.dumps(self.handle(json.loads(Payload), None))
        return {"Payload": Answer(answer)}


class Answer:
    def __init__(self, text: str) -> None:
        self.text = text

    def read(self) -> bytes:
        return self.text.encode()
