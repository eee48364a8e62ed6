"""The six digits of an authenticator app (RFC 6238) and recovery codes: limited, and valid once.

django-allauth remembers used codes in the cache, which is each process's own without Redis, and for only 30 of the 90
seconds for which they are valid. Here the database remembers the last interval whose code was used.
"""

from typing import Any, Final

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.db import transaction

from newsroom.sign_in import limits

TYPED: Final = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)


def use(authenticator: Any, code: str) -> bool:
    """Use up a code. Returns whether it was right and unused."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return bool(authenticator.wrap().validate_code(code))
    with transaction.atomic():
        # SQLite, which has no row locks, has only one writer at a time.
        row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        interval = _interval_of(decrypt(row.data["secret"]), code)
        if interval is None or _is_used(interval, row.data.get("last_interval")):
            return False
        row.data["last_interval"] = interval
        row.save(update_fields=["data"])
    return True


def _interval_of(secret: str, code: str) -> int | None:
    for interval in auth.yield_hotp_counters_from_time():
        value = auth.format_hotp_value(auth.hotp_value(secret, interval))
        if auth.compare_user_code(actual=code, expected=value):
            return int(interval)
    return None


def _is_used(interval: int, last: int | None) -> bool:
    """Whether an interval is used: all up to `last` are, unless `last` is so far ahead that the clock was set back."""
    return last is not None and last - 2 * settings.MFA_TOTP_TOLERANCE <= interval <= last


class Code:
    """django-allauth's code field, with our own check."""

    def clean_code(self: Any) -> str:
        attempt = limits.begin(context.request, self.user.get_username(), limits.CODE)
        code: str = self.cleaned_data["code"]
        for authenticator in Authenticator.objects.filter(user=self.user, type__in=TYPED).order_by("-type"):
            if use(authenticator, code):
                attempt.delete()
                authenticator.user = self.user
                self.authenticator = authenticator
                return code
        raise get_adapter().validation_error("incorrect_code")


class SignInCode(Code, forms.AuthenticateForm):
    pass


class ConfirmingCode(Code, forms.ReauthenticateForm):
    pass
