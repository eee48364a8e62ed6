"""django-allauth's adapters: who may sign in, what happens then, and what never happens, such as sending mail."""

import ipaddress
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AbstractUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles.http.remote import client_address
from newsroom.sign_in import limits, second_factor, sessions

REFUSED = "This account may not sign in here. Ask a colleague who looks after accounts."
WRONG_CODE = "This code is wrong or was used before. Wait for the next one."
LAST_ONE = "This newsroom requires a second factor: set up another one first, then remove this one."


class Accounts(DefaultAccountAdapter):
    def get_login_stages(self) -> list[str]:
        """Only a second factor: nothing by mail or telephone."""
        return ["newsroom.sign_in.second_factor.Stage"]

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send no mail about signing in: many newsrooms have no mail server for this service."""

    def pre_login(self, request: HttpRequest, user: AbstractUser, **kwargs: Any) -> HttpResponse | None:
        """Refuse anybody but active members of staff, however they sign in."""
        if user.is_active and user.is_staff:
            return None
        messages.error(request, REFUSED)
        return redirect("admin:login")

    def login(self, request: HttpRequest, user: AbstractUser) -> None:
        super().login(request, user)
        # The session was a short one while nobody was signed in.
        request.session.set_expiry(None)
        request.session[sessions.SEEN] = int(time.time())
        limits.forget(request, user.get_username())
        limits.know_device(request, user.get_username())

    def get_client_ip(self, request: HttpRequest) -> str:
        try:
            return str(ipaddress.ip_address(client_address(request)))
        except ValueError:
            return "0.0.0.0"  # noqa: S104  # the socket has no address, or the proxy sent none

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not required right after signing in, nor for accounts that have no means of confirming here."""
        request = context.request
        records = get_authentication_records(request, request.user)
        if any(time.time() - record["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT for record in records):
            return False
        return bool(self.get_reauthentication_methods(request.user))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The second factor if there is one: a password alone must not remove it."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        by_password = [method for method in methods if method["id"] == "reauthenticate"]
        second = [method for method in methods if method not in by_password]
        return second or (by_password if settings.PASSWORD_SIGN_IN else [])


class SecondFactors(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": LAST_ONE,
    }

    def get_totp_label(self, user: AbstractUser) -> str:
        return user.get_username()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys are bound to the host of PUBLIC_URL, whatever host a request names."""
        return {"id": settings.PUBLIC_HOST, "name": settings.SITE_NAME}

    def get_public_key_credential_user_entity(self, user: AbstractUser) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return entity | {"name": user.get_username(), "display_name": user.get_full_name() or user.get_username()}

    def generate_authenticator_name(self, user: AbstractUser, type: Any) -> str:
        return f"Passkey {Authenticator.objects.filter(user=user, type=type).count() + 1}"

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        return not second_factor.is_last(authenticator)
