"""Whether a session was opened with a second factor, and whether it must have been."""

from typing import Final
from urllib.parse import urlsplit

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import record_authentication
from allauth.account.stages import LoginStageController
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

SECOND: Final = "mfa"


class Stage(AuthenticateStage):
    """django-allauth's step after the password, skipped for people whom a provider has already asked."""

    def _should_handle(self, request: HttpRequest) -> bool:
        told = (self.login.signal_kwargs or {}).get("sociallogin")
        if getattr(told, "asked_second_factor", False):
            record_authentication(request, self.login.user, SECOND, type="provider")
            return False
        return bool(super()._should_handle(request))


def awaited(request: HttpRequest) -> Stage | None:
    """The step that waits for a code or passkey, if name and password were given in the last quarter of an hour."""
    stage: Stage | None = LoginStageController.enter(request, Stage.key)
    return stage


def is_missing(session: SessionBase) -> bool:
    """Whether the session's user must set up a second factor before anything else."""
    if not settings.REQUIRE_SECOND_FACTOR:
        return False
    records = session.get(AUTHENTICATION_METHODS_SESSION_KEY)
    return not isinstance(records, list) or not any(record.get("method") == SECOND for record in records)


def has(person: AbstractBaseUser) -> bool:
    return bool(Authenticator.objects.filter(user_id=person.pk).exists())


def is_last(authenticator: Authenticator) -> bool:
    """Whether the account must have a second factor and this is its last."""
    others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
    left = others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
    return settings.REQUIRE_SECOND_FACTOR and not left


def was_set_up(request: HttpRequest, authenticator: Authenticator) -> None:
    """Mark the session in which a second factor was set up as opened with one."""
    record_authentication(request, request.user, SECOND, id=authenticator.pk, type=authenticator.type)


def passkeys_work() -> bool:
    """Whether browsers offer passkeys at PUBLIC_URL: only over https:// or on this machine."""
    parts = urlsplit(settings.PUBLIC_URL)
    return parts.scheme == "https" or parts.hostname == "localhost"
