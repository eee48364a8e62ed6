"""What browsers send of passkeys, read so that nothing made up ends in an error of the server."""

from struct import error as StructError
from typing import Any, Final

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms

# Of CBOR, base64 and structures that are something else than expected.
UNREADABLE: Final = (AttributeError, LookupError, OverflowError, StructError, TypeError, ValueError, AssertionError)


class Read:
    def clean_credential(self: Any) -> Any:
        # The adapter's own error is a ValidationError, which is none of the above.
        try:
            return super().clean_credential()  # type: ignore[misc]
        except UNREADABLE as error:
            raise get_adapter().validation_error("incorrect_code") from error


class SignIn(Read, forms.LoginWebAuthnForm):
    pass


class Second(Read, forms.AuthenticateWebAuthnForm):
    pass


class Confirm(Read, forms.ReauthenticateWebAuthnForm):
    pass


class Add(forms.AddWebAuthnForm):
    def clean(self) -> Any:
        try:
            return super().clean()
        except UNREADABLE as error:
            raise get_adapter().validation_error("incorrect_code") from error
