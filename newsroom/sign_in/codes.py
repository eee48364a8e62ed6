"""The six digits of an authenticator app (RFC 6238) and recovery codes: limited, and good for one time.

django-allauth remembers used codes in the cache, of each process where there is no Redis, and for 30 seconds of the 90
in which they are good. Here the database remembers the last interval of which a code was taken.
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
    """Whether a code is right and has not been used, which it has been from now on."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return bool(authenticator.wrap().validate_code(code))
    with transaction.atomic():
        # On SQLite there is one writer at a time in any case.
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
    """Up to the last interval all are used; but for one so far ahead that the clock must have been set back since."""
    return last is not None and last - 2 * settings.MFA_TOTP_TOLERANCE <= interval <= last


class Code:
    """The field of django-allauth's forms, looked at by us."""

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
