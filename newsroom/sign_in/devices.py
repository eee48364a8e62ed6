"""Browsers from which somebody has signed in before, recognised by a signed cookie that only the admin receives."""

import secrets
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

COOKIE: Final = "known_device"
SALT: Final = "newsroom.sign_in.devices"
SECONDS: Final = 180 * 24 * 60 * 60


def known(request: HttpRequest, name: str) -> str:
    """The browser's id if the account with the hashed `name` has signed in from it within half a year; else ""."""
    try:
        owner, device = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(device) if owner == name else ""


def remember(request: HttpRequest, name: str) -> None:
    """Set the cookie in the answer to this request."""
    device = known(request, name) or secrets.token_hex(8)
    request.known_device = signing.dumps([name, device], salt=SALT)  # type: ignore[attr-defined]


def set_cookie(request: HttpRequest, response: HttpResponseBase) -> None:
    if value := getattr(request, "known_device", ""):
        response.set_cookie(
            COOKIE,
            value,
            max_age=SECONDS,
            path=reverse("admin:index"),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
