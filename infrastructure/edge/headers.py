"""The security headers of pages, portal and API (frontend requirements b10), one dictionary each."""

from __future__ import annotations

from typing import Any

SITE_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "eb-scripts",
}
# `sandbox` comes last because the emulator's gateway cuts a quotation mark off the end of a header's value.
API_POLICY = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
    "sandbox": "",
}
HSTS_SECONDS = 63_072_000
CUSTOM_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            "accelerometer",
            "autoplay",
            "camera",
            "display-capture",
            "encrypted-media",
            "fullscreen",
            "geolocation",
            "gyroscope",
            "magnetometer",
            "microphone",
            "midi",
            "payment",
            "publickey-credentials-get",
            "screen-wake-lock",
            "usb",
            "xr-spatial-tracking",
        )
    ),
}


def content_policy(policy: dict[str, str]) -> str:
    """The value of `Content-Security-Policy`."""
    return "; ".join(f"{directive} {sources}".rstrip() for directive, sources in policy.items())


def portal_policy(signin_origin: str | None) -> dict[str, str]:
    """The portal's policy: Lit's templates, and the token call to the sign-in origin (None = the site's own)."""
    connect = "'self'" if signin_origin is None else f"'self' {signin_origin}"
    return {**SITE_POLICY, "connect-src": connect, "trusted-types": "lit-html eb-scripts"}


def headers_policy(name: str, policy: dict[str, str], *, override: bool = True) -> dict[str, Any]:
    """Configuration of a CloudFront response headers policy.

    `name` follows the stack's name. `override` False lets the origin's own content policy stand, as for the pages
    that the API renders. The answer's values may hold CloudFormation variables, hence `Fn::Sub`.
    """
    return {
        "Name": {"Fn::Sub": f"${{AWS::StackName}}-{name}"},
        "SecurityHeadersConfig": {
            "ContentSecurityPolicy": {
                "ContentSecurityPolicy": {"Fn::Sub": content_policy(policy)},
                "Override": override,
            },
            "StrictTransportSecurity": {
                "AccessControlMaxAgeSec": HSTS_SECONDS,
                "IncludeSubdomains": True,
                "Preload": True,
                "Override": True,
            },
            "ContentTypeOptions": {"Override": True},
            "FrameOptions": {"FrameOption": "DENY", "Override": True},
            "ReferrerPolicy": {"ReferrerPolicy": "no-referrer", "Override": True},
        },
        "CustomHeadersConfig": {
            "Items": [{"Header": header, "Value": value, "Override": True} for header, value in CUSTOM_HEADERS.items()]
        },
    }


def answer_headers() -> dict[str, str]:
    """Headers of an answer that the gateway or the edge makes by itself, without any function."""
    return {
        "Cache-Control": "no-store",
        "Content-Security-Policy": content_policy(API_POLICY),
        "Referrer-Policy": "no-referrer",
        "Strict-Transport-Security": f"max-age={HSTS_SECONDS}; includeSubDomains; preload",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
