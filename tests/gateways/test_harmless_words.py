"""Words of strangers on an exported page."""

import pytest

from chalicelib.gateways.case_file.harmless import harmless


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("https://shop.example/p", "hxxps://shop[.]example/p"),
        ("HTTP://Shop.Example", "HxxP://Shop[.]Example"),
        ("www.evil.example et me@mail.example", "www[.]evil[.]example et me@mail[.]example"),
        ("متجر.مثال", "متجر[.]مثال"),
        ("192.0.2.7:8080", "192[.]0[.]2[.]7:8080"),
        ("Payé 300.50 dh. Puis rien. ", "Payé 300.50 dh. Puis rien. "),
        ("a\u202eb\u200bc\x07", "a⟦U+202E⟧b⟦U+200B⟧c⟦U+0007⟧"),
        ("line\n\tline", "line\n\tline"),
    ],
)
def test_no_address_opens_and_no_sign_hides(said: str, shown: str) -> None:
    assert harmless(said) == shown
