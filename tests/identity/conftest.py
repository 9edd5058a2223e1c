"""The unsealing function as Chalice serves it, over tables and a key in memory."""

import json
from base64 import b64encode
from typing import Any

import boto3
import pytest
from chalice import Chalice
from chalice.test import Client

from chalicelib.domain.access import Officer, Right
from chalicelib.domain.casework.case import Case
from chalicelib.domain.identity.opening import Person
from chalicelib.gateways.keys_in_force import KeysInForce
from chalicelib.gateways.open_seal import OpenSeal
from chalicelib.routes.caller import SignIn
from chalicelib.routes.unsealing import unsealing_routes
from chalicelib.stores.cases import partition
from chalicelib.stores.tables import IdentityRow
from chalicelib.wiring.unsealing import UnsealingTools, assembled
from tests.casework.world import SEARCH_KEY, World, token
from tests.described import faults

NAME, PHONE, SUSPECT = "Canari Nom", "+212600000042", "Suspect Fictif"


class Asking:
    """Asks the unsealing function as an officer; `removed` are rights that the pool took away since the token."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.kms = boto3.client("kms", region_name="eu-west-3")
        self.key = self.kms.create_key()["KeyMetadata"]["KeyId"]
        self.open_seal: Any = OpenSeal(self.kms, KeysInForce([self.key]))
        self.known: dict[str, frozenset[Right]] = {}
        self.removed: set[Right] = set()
        self.alarms = 0

    def _alarm(self) -> None:
        self.alarms += 1

    def rights(self, person: Person) -> frozenset[Right]:
        return self.known.get(person.username, frozenset()) - self.removed

    def sealed_case(self, **facts: Any) -> Case:
        case = self.world.case(**facts)
        values = [("full_name", "identity", NAME), ("phone", "identity", PHONE), ("suspect.name", "report", SUSPECT)]
        IdentityRow(
            partition(case.id),
            "SEALED",
            sealed_at=case.created_at,
            fields={name: self.seal(case.id, name, purpose, value) for name, purpose, value in values},
        ).save()
        return case

    def seal(self, case_id: str, field: str, purpose: str, value: str) -> dict[str, str]:
        context = {"case": case_id, "field": field, "purpose": purpose}
        answer = self.kms.encrypt(KeyId=self.key, Plaintext=value.encode(), EncryptionContext=context)
        return {"ciphertext": b64encode(answer["CiphertextBlob"]).decode(), "key_id": self.key, "purpose": purpose}

    def ask(self, person: Officer | None, case_id: str, body: Any = None) -> tuple[int, dict[str, Any]]:
        """POST …/reporter."""
        return self.post(person, f"cases/{case_id}/reporter", body or {"purpose": "rappeler la victime"})

    def post(self, person: Officer | None, path: str, body: Any = None) -> tuple[int, dict[str, Any]]:
        return self._send("POST", person, path, json.dumps(body if body is not None else {}).encode())

    def get(self, person: Officer | None, path: str) -> tuple[int, dict[str, Any]]:
        return self._send("GET", person, path, b"")

    def _send(self, method: str, person: Officer | None, path: str, body: bytes) -> tuple[int, dict[str, Any]]:
        sign_in = SignIn("eu-west-3_pool", "portal-client")
        writer, now, new_id = self.world.writer(), self.world.now, self.world.new_id
        api = assembled(UnsealingTools(sign_in, writer, self.open_seal, self, now, new_id, _secrets, self._alarm))
        app = Chalice("unsealing", configure_logs=False)
        app.register_blueprint(unsealing_routes(lambda: api))
        headers = {"Content-Type": "application/json"}
        if person:
            self.known[person.sub] = person.rights
            headers["Authorization"] = token(person, self.world.now())
        with Client(app) as client:
            answer = client.http.request(method, f"/portal/{path}", headers=headers, body=body)
        assert faults(method, f"/portal/{path}".partition("?")[0], answer.status_code, json.loads(answer.body)) == []
        return answer.status_code, json.loads(answer.body)


def _secrets() -> list[bytes]:
    return [SEARCH_KEY]


@pytest.fixture
def asking(world: World) -> Asking:
    return Asking(world)
