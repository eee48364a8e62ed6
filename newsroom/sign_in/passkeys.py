"""Reads what browsers send for passkeys, so that forged data never causes a server error."""

from struct import error as StructError
from typing import Any, Final

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms
from django.core.exceptions import ValidationError
from django.forms import Form, HiddenInput, fields

# Raised for CBOR, base64 and structures other than expected.
UNREADABLE: Final = (AttributeError, LookupError, OverflowError, StructError, TypeError, ValueError, AssertionError)


# The only number that browsers send: of the algorithm of a new key.
NUMBERS: Final = {"publicKeyAlgorithm"}


def check(sent: Any) -> None:
    """Raise TypeError for numbers where bytes are expected: fido2 would allocate as many bytes as the number says."""
    for name, value in (*sent.items(), *sent["response"].items()):
        if isinstance(value, int | float) and name not in NUMBERS:
            raise TypeError(f"{name} is a number.")


class Credential(fields.JSONField):
    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except RecursionError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class Read(Form):
    credential = Credential(widget=HiddenInput)

    def clean_credential(self: Any) -> Any:
        # The adapter's own ValidationError is not among UNREADABLE.
        try:
            check(self.cleaned_data["credential"])
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
    credential = Credential(widget=HiddenInput)

    def clean(self) -> Any:
        try:
            if sent := self.cleaned_data.get("credential"):
                check(sent)
            return super().clean()
        except UNREADABLE as error:
            raise get_adapter().validation_error("incorrect_code") from error
