"""Anybody checks a proof: in the browser with the published key, or by the command without network; both agree."""

import json
from base64 import urlsafe_b64decode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from playwright.sync_api import Browser, Page, Route, expect
from typer.testing import CliRunner

from chalicelib.domain.intake.receipt_proof import base64url, signed, unsigned
from infrastructure.cli import app

KEY, STRANGER = generate_private_key(SECP256R1()), generate_private_key(SECP256R1())
RECEIVED = "2026-11-24T21:21:47Z"


def published() -> bytes:
    point = KEY.public_key().public_numbers()
    x, y = (base64url(each.to_bytes(32, "big")) for each in (point.x, point.y))
    key = {"kty": "EC", "crv": "P-256", "x": x, "y": y, "alg": "ES256", "use": "sig", "kid": "of-this-site"}
    return json.dumps({"keys": [key]}).encode()


def made(issuer: str, key: object = KEY, kid: str = "of-this-site") -> str:
    text = unsigned(issuer, RECEIVED, "7" * 26, kid)
    r, s = decode_dss_signature(key.sign(text.encode(), ECDSA(SHA256())))  # type: ignore[attr-defined]
    return signed(text, r.to_bytes(32, "big") + s.to_bytes(32, "big"))


def later(jws: str) -> str:
    """The same proof, of another minute."""
    header, claims, signature = jws.split(".")
    said = json.loads(urlsafe_b64decode(claims + "=="))
    return ".".join([header, base64url(json.dumps({**said, "iat": said["iat"] + 60}).encode()), signature])


def without_algorithm(jws: str) -> str:
    _, claims, _ = jws.split(".")
    return f"{base64url(json.dumps({'alg': 'none', 'kid': 'of-this-site'}).encode())}.{claims}.AAAA"


def forged(issuer: str) -> dict[str, str]:
    """What is no proof, and how the page tells it (French)."""
    genuine = made(issuer)
    changed = "Ce n’est pas une preuve de ce site, ou elle a été modifiée."
    cut = "Ce texte n’est pas une preuve entière."
    return {
        later(genuine): changed,
        made(issuer, STRANGER): changed,
        made(issuer, kid="another"): changed,
        without_algorithm(genuine): changed,
        genuine.rsplit(".", 1)[0]: cut,
        genuine[:20]: cut,
        "۞.۞.۞": cut,
        "": cut,
    }


def keys_of_the_site(route: Route) -> None:
    route.fulfill(body=published(), content_type="application/json")


def told(page: Page, jws: str) -> None:
    page.fill("#jws", jws)
    page.click(".check-proof button")


def test_the_page_tells_a_genuine_proof_and_sends_nothing(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url} {request.post_data or ''}"))
    page.route("**/.well-known/receipt-keys.json", keys_of_the_site)
    page.goto(f"{address}/fr/check-proof/")
    # As it was copied from a page or a message: broken over lines.
    jws = made(address)
    told(page, f" {jws[:60]}\n{jws[60:]}\n")
    expect(page.locator(".verdict .notice.ok")).to_contain_text("24 novembre 2026")
    expect(page.locator(".verdict .notice.ok")).to_contain_text("21:21")
    assert all(line.startswith("GET ") and jws[60:90] not in line for line in asked)


def test_the_page_refuses_whatever_is_no_proof_of_this_site(page: Page, address: str) -> None:
    page.route("**/.well-known/receipt-keys.json", keys_of_the_site)
    page.goto(f"{address}/fr/check-proof/")
    for jws, said in forged(address).items():
        told(page, jws)
        expect(page.locator(".verdict .notice.bad")).to_contain_text(said)
    told(page, made("https://faux.example"))
    expect(page.locator(".verdict .notice.bad")).to_contain_text("https://faux.example")


def test_without_network_the_page_says_so_and_judges_nothing(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.route("**/.well-known/receipt-keys.json", lambda route: route.abort())
    page.goto(f"{address}/fr/check-proof/")
    told(page, made(address))
    expect(page.locator(".verdict .notice.bad")).to_contain_text("La clé du site n’est pas arrivée")
    page.close()


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_without_scripts_the_page_says_how_to_check(browser: Browser, address: str, lang: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{lang}/check-proof/")
    expect(page.locator(".check-proof")).to_be_hidden()
    expect(page.locator("main")).to_contain_text("/.well-known/receipt-keys.json")
    expect(page.locator("main")).to_contain_text("e-blagh proof verify")
    context.close()


def verify(folder: Path, jws: str, keys: bytes) -> tuple[int, str]:
    (folder / "proof.txt").write_text(jws, encoding="utf-8")
    (folder / "keys.json").write_bytes(keys)
    result = CliRunner().invoke(
        app, ["proof", "verify", str(folder / "proof.txt"), "--keys", str(folder / "keys.json")]
    )
    return result.exit_code, " ".join(result.output.split())


def test_the_command_agrees_with_the_page_without_network(tmp_path: Path) -> None:
    issuer = "https://e-blagh.example"
    assert verify(tmp_path, made(issuer) + "\n", published()) == (
        0,
        f"genuine: a report came in at {issuer} on 2026-11-24 21:21 UTC proof {'7' * 26}",
    )
    for jws in forged(issuer):
        status, said = verify(tmp_path, jws, published())
        assert (status, said.startswith("not genuine: ")) == (1, True), said
    for keys in (b"", b"[]", b'{"v": 1}'):
        assert verify(tmp_path, made(issuer), keys)[0] == 1
