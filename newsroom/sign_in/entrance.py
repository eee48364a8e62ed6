"""The admin's sign-in page, and the way from it to the second factor."""

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.core import context
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse

from newsroom.sign_in import limits, second_factor


class SignIn(LoginView):
    """Django's page: name and password, and the other ways that are set up."""

    def form_valid(self, form: Any) -> HttpResponse:
        return with_password(self.request, form.get_user(), self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | ways()


class NewPassword(PasswordChangeForm):
    """Limits guesses at the current password, too, by somebody who finds a browser signed in."""

    def clean_old_password(self) -> str:
        attempt = limits.begin(context.request, self.user.get_username(), limits.PASSWORD)
        old = super().clean_old_password()
        attempt.delete()
        return old


def with_password(request: HttpRequest, person: Any, to: str | None = None) -> HttpResponse:
    """Sign in somebody whose password was right, or ask for the second factor. The answer leads on to `to`."""
    login = Login(user=person, redirect_url=to)
    answer: HttpResponse = perform_password_login(request, {"username": person.get_username()}, login)
    return answer


def ways() -> dict[str, Any]:
    """The ways to sign in besides a password. Costs a query where passkeys work."""
    passkeys = Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN)
    return {
        "by_password": settings.PASSWORD_SIGN_IN,
        "by_passkey": second_factor.passkeys_work() and passkeys.exists(),
        "by_provider": settings.OIDC_NAME if settings.OIDC_SERVER_URL else "",
    }
