"""The emulator's root never meets the account of the person who runs it."""

from __future__ import annotations

from infrastructure.local.session import forget_the_callers_account


def test_profile_keys_and_endpoint_of_the_caller_are_forgotten_and_loopback_bypasses_proxies() -> None:
    environment = {
        "AWS_PROFILE": "work",
        "AWS_ACCESS_KEY_ID": "real",
        "AWS_ENDPOINT_URL": "https://elsewhere.example",
        "HTTP_PROXY": "http://proxy.example:3128",
        "NO_PROXY": "intranet.example",
        "HOME": "/home/someone",
    }

    forget_the_callers_account(environment)

    assert environment == {
        "AWS_CONFIG_FILE": "/dev/null",
        "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
        "HTTP_PROXY": "http://proxy.example:3128",
        "NO_PROXY": "intranet.example,127.0.0.1,localhost",
        "no_proxy": "127.0.0.1,localhost",
        "HOME": "/home/someone",
    }
