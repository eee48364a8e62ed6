"""Whether a session has a second factor behind it, and whether it has to."""

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
    """django-allauth's step between the password and being signed in; not for whom a provider has asked already."""

    def _should_handle(self, request: HttpRequest) -> bool:
        told = (self.login.signal_kwargs or {}).get("sociallogin")
        if getattr(told, "asked_second_factor", False):
            record_authentication(request, self.login.user, SECOND, type="provider")
            return False
        return bool(super()._should_handle(request))


def awaited(request: HttpRequest) -> Stage | None:
    """The step that waits for a code or a passkey: somebody has given name and password in the last quarter hour."""
    stage: Stage | None = LoginStageController.enter(request, Stage.key)
    return stage


def is_missing(session: SessionBase) -> bool:
    """Whether whoever has signed in with a session has to set up a second factor before anything else."""
    if not settings.REQUIRE_SECOND_FACTOR:
        return False
    records = session.get(AUTHENTICATION_METHODS_SESSION_KEY)
    return not isinstance(records, list) or not any(record.get("method") == SECOND for record in records)


def has(person: AbstractBaseUser) -> bool:
    return bool(Authenticator.objects.filter(user_id=person.pk).exists())


def is_last(authenticator: Authenticator) -> bool:
    """Whether an account that has to have a second factor would be left without one."""
    others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
    left = others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
    return settings.REQUIRE_SECOND_FACTOR and not left


def was_set_up(request: HttpRequest, authenticator: Authenticator) -> None:
    """The session in which a second factor was set up has one behind it."""
    record_authentication(request, request.user, SECOND, id=authenticator.pk, type=authenticator.type)


def passkeys_work() -> bool:
    """Browsers give passkeys to https:// alone, and to this machine."""
    parts = urlsplit(settings.PUBLIC_URL)
    return parts.scheme == "https" or parts.hostname == "localhost"
