"""The page "Your account: sign-in" and the pages it links to: django-allauth's views with the admin's templates."""

from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCodeView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_GET, require_POST

from newsroom.sign_in import codes, limits, second_factor, sessions

# Seconds for the session of somebody who has only begun to sign in.
BEGUN_SECONDS = 15 * 60


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """All ways in which somebody signs in, and where they are signed in."""
    mine = list(Authenticator.objects.filter(user=request.user).order_by("created_at", "pk"))
    app = next((one for one in mine if one.type == Authenticator.Type.TOTP), None)
    recovery = next((one for one in mine if one.type == Authenticator.Type.RECOVERY_CODES), None)
    there = request.GET.get("next", "")
    context = {
        "app": app,
        "passkeys": [one for one in mine if one.type == Authenticator.Type.WEBAUTHN],
        "passkeys_work": second_factor.passkeys_work(),
        "recovery_codes": len(recovery.wrap().get_unused_codes()) if recovery else None,
        "is_missing": second_factor.is_missing(request.session),
        "is_required": settings.REQUIRE_SECOND_FACTOR,
        "next": there if url_has_allowed_host_and_scheme(there, allowed_hosts=None) else "",
        "provider": settings.OIDC_NAME if settings.OIDC_SERVER_URL else "",
        "linked": SocialAccount.objects.filter(user=request.user).exists() if settings.OIDC_SERVER_URL else False,
        "public_url": settings.PUBLIC_URL,
        "sessions": sessions.of(request),
    }
    return TemplateResponse(request, "sign_in/account.html", context)


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End one session, given by its id, or all but this one."""
    only = request.POST.get("session", "")
    number = sessions.end(
        request.user,  # type: ignore[arg-type]  # signed in, or nobody would come here
        but=request.session.session_key,
        only=int(only) if only.isdecimal() and len(only) < 18 else None,
    )
    messages.success(request, f"{number} session{'' if number == 1 else 's'} ended.")
    return redirect("mfa_index")


class SecondFactor(AuthenticateView):
    """The step after the password: a code or a passkey."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kinds = set(Authenticator.objects.filter(user=self.stage.login.user).values_list("type", flat=True))
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "has_app": Authenticator.Type.TOTP in kinds,
            "has_passkey": Authenticator.Type.WEBAUTHN in kinds,
        }


class SetUpApp(ActivateTOTPView):
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        app = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        # The code that proved that the app works must not sign anybody in.
        codes.use(app, form.cleaned_data["code"])
        second_factor.was_set_up(self.request, app)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = context["form"].secret
        return context | {
            "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
            "picture": context["totp_svg"].partition("?>")[2] or context["totp_svg"],
        }


class TurnOffApp(DeactivateTOTPView):
    pass


class AddPasskey(AddWebAuthnView):
    """Add a passkey that can sign in alone: it stays in the device and asks for a finger, a face or a PIN."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not second_factor.passkeys_work():
            return redirect("mfa_index")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"options": auth.begin_registration(self.request.user, True)}

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        passkey = Authenticator.objects.filter(user=self.request.user, type=Authenticator.Type.WEBAUTHN).latest("pk")
        second_factor.was_set_up(self.request, passkey)
        return answer


class RemovePasskey(RemoveWebAuthnView):
    success_url = reverse_lazy("mfa_index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"is_last": second_factor.is_last(self.object)}

    def form_valid(self, form: Any) -> HttpResponse:
        if second_factor.is_last(self.get_object()):
            return HttpResponseRedirect(self.request.get_full_path())
        answer: HttpResponse = super().form_valid(form)
        return answer


class RecoveryCodes(ViewRecoveryCodesView):
    pass


class NewRecoveryCodes(GenerateRecoveryCodesView):
    pass


class ConfirmByPassword(ReauthenticateView):
    """Ask for the password again before anything about signing in is changed."""


class ConfirmByCode(ReauthenticateByCodeView):
    pass


class ConfirmByPasskey(ReauthenticateWebAuthnView):
    def form_invalid(self, form: Any) -> HttpResponse:
        for message in form.errors.get("credential", []):
            messages.error(self.request, message)
        return HttpResponseRedirect(self.request.get_full_path())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        # django-allauth's view leaves out where to go next, and the other ways to confirm.
        whole: dict[str, Any] = super(ReauthenticateWebAuthnView, self).get_context_data(**kwargs)
        return whole | context


class ByPasskey(LoginWebAuthnView):
    """Signing in with only a passkey: the sign-in page's script requests the options, its form sends the answer."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "application/json" in request.headers.get("Accept", ""):
            limits.begin(request, "", limits.BEGUN)
            request.session.set_expiry(BEGUN_SECONDS)
        answer: HttpResponse = super().get(request, *args, **kwargs)
        return answer


def to_overview(request: HttpRequest) -> HttpResponse:
    """Redirect somebody who must set up a second factor before anything else."""
    return HttpResponseRedirect(f"{reverse('mfa_index')}?{urlencode({'next': request.get_full_path()})}")
