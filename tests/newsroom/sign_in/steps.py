"""The steps with which people sign in."""

import base64
import hmac
import struct
import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

LOGIN = reverse("admin:login")
DESK = reverse("admin:index")
SECOND = reverse("mfa_authenticate")
ACCOUNT = reverse("mfa_index")
KEY = base64.b32encode(b"twenty bytes of key!").decode()


def code(at: float | None = None, key: str = KEY) -> str:
    """The code in an authenticator app, computed by RFC 6238 and not by the library that checks it."""
    interval = int(time.time() if at is None else at) // 30
    digest = hmac.new(base64.b32decode(key), struct.pack(">Q", interval), "sha1").digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def wrong_code() -> str:
    """A code that is right at no time near now."""
    near = {code(time.time() + 30 * steps) for steps in range(-5, 6)}
    return next(guess for number in range(20) if (guess := f"{number:06d}") not in near)


def with_app(person: User) -> list[str]:
    """Give somebody an authenticator app; returns the recovery codes."""
    TOTP.activate(person, KEY)
    codes: list[str] = RecoveryCodes.activate(person).generate_codes()
    return codes


def factors(person: User) -> list[str]:
    return sorted(Authenticator.objects.filter(user=person).values_list("type", flat=True))


def sign_in(client: Client, name: str, password: str, **extra: Any) -> Any:
    return client.post(LOGIN, {"username": name, "password": password}, **extra)


def is_in(client: Client) -> bool:
    """Whether the desk opens."""
    return client.get(DESK).status_code == 200


def sign_out(client: Client) -> None:
    """Sign out as the button does; the test client's own method deletes every cookie."""
    assert client.post(reverse("admin:logout")).status_code == 200
