"""Signing in at an OpenID Connect provider (OpenID Connect Core 1.0), for accounts that exist here.

django-allauth does the exchange, with state and PKCE (RFC 7636). This module adds what it leaves out: a nonce, and
checks of the ID token's signature, the provider's issuer, and that the token and the profile are of one person.
"""

import logging
import secrets
from typing import Any, Final

import jwt
import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from newsroom.sign_in import limits
from newsroom.sign_in.account import BEGUN_SECONDS

logger = logging.getLogger(__name__)

ID: Final = "oidc"
# Only signatures by the provider's private key. With a shared secret or without a key, others could sign.
ALGORITHMS: Final = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
NEEDED: Final = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
CLOCKS_DIFFER: Final = 60
DESCRIPTION_KEPT: Final = 300
FAILURE_KEPT: Final = 10
LONGEST_NAME: Final = 150

CANCELLED: Final = "Signing in was cancelled."
FAILED: Final = "Signing in with {name} did not work. Try again; if it fails again, tell your administrator."
UNKNOWN: Final = "{name} knows you, but there is no account here for you. Ask a colleague who looks after accounts."


class Refused(Exception):
    """Somebody whom the provider knows may not sign in here. `reason` is for the log."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Adapter(OpenIDConnectOAuth2Adapter):
    @property
    def openid_config(self) -> dict[str, Any]:
        """The provider's description of itself (OpenID Connect Discovery 1.0), cached for five minutes."""
        key = f"oidc:{settings.OIDC_SERVER_URL}"
        known: dict[str, Any] | None = cache.get(key)
        if known is None:
            try:
                known = self._fetch_config()
            except (requests.RequestException, ValueError) as error:
                # Cached, so that people do not wait again and again for a provider that does not answer.
                cache.set(key, {"failed": str(error)}, FAILURE_KEPT)
                raise OAuth2Error(f"The provider cannot be reached: {error}") from error
            cache.set(key, known, DESCRIPTION_KEPT)
        if "failed" in known:
            raise OAuth2Error(f"The provider could not be reached a moment ago: {known['failed']}")
        if not all(isinstance(known.get(name), str) for name in NEEDED):
            raise OAuth2Error(f"The provider's description must have {', '.join(NEEDED)}.")
        if str(known.get("issuer")).rstrip("/") != settings.OIDC_SERVER_URL:
            raise OAuth2Error(f"The provider names itself {known.get('issuer')}, not {settings.OIDC_SERVER_URL}.")
        return known

    def _fetch_config(self) -> dict[str, Any]:
        with SingleSignOn().get_requests_session() as session:
            answer = session.get(f"{settings.OIDC_SERVER_URL}/.well-known/openid-configuration")
            answer.raise_for_status()
            config = answer.json()
        if not isinstance(config, dict):
            raise ValueError("its description is not an object")
        return config

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return settings.PUBLIC_URL + reverse("single_sign_on_callback")

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        id_token = kwargs["response"].get("id_token")
        try:
            claims = self._verified(id_token)
            profile = self._fetch_user_info(token.token) if self.openid_config.get("userinfo_endpoint") else {}
            if profile and profile.get("sub") != claims["sub"]:
                raise OAuth2Error("The ID token and the profile are of different people.")
            return self.get_provider().sociallogin_from_response(request, {"id_token": profile | claims})
        # ImproperlyConfigured is django-allauth's error for a subject that is longer than its column.
        except (jwt.PyJWTError, ImproperlyConfigured, AttributeError, LookupError, TypeError, ValueError) as error:
            raise OAuth2Error(f"The ID token is invalid: {error}") from error

    def _verified(self, id_token: str) -> dict[str, Any]:
        """The claims of an ID token, verified except for the nonce (OpenID Connect Core 1.0, 3.1.3.7)."""
        header = jwt.get_unverified_header(id_token)
        with SingleSignOn().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            keys = jwt.PyJWKSet.from_dict(answer.json()).keys
        named = [key for key in keys if key.key_id == header.get("kid")] if "kid" in header else keys
        usable = [key for key in named if key.public_key_use in {None, "sig"}]
        if len(usable) != 1:
            raise OAuth2Error("It cannot be told which of the provider's keys signed the ID token, or none did.")
        claims: dict[str, Any] = jwt.decode(
            id_token,
            usable[0],
            algorithms=ALGORITHMS,
            audience=settings.OIDC_CLIENT_ID,
            issuer=self.openid_config["issuer"],
            leeway=CLOCKS_DIFFER,
            options={"require": ["iss", "sub", "aud", "exp", "iat"]},
        )
        if claims.get("azp", settings.OIDC_CLIENT_ID) != settings.OIDC_CLIENT_ID:
            raise OAuth2Error("The ID token was made for another application.")
        if not str(claims["sub"]).isprintable():
            raise OAuth2Error("The ID token's subject cannot be stored.")
        return claims


class Provider(OpenIDConnectProvider):
    oauth2_adapter_class = Adapter


class SingleSignOn(DefaultSocialAccountAdapter):
    """Which of the people whom the provider knows may sign in, and to which account."""

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[Any]:
        """The one provider, from the environment. Rows of the database do not count."""
        if not settings.OIDC_SERVER_URL:
            return []
        told = {"server_url": settings.OIDC_SERVER_URL, "oauth_pkce_enabled": True, "scope": settings.OIDC_SCOPES}
        names = {"provider": "openid_connect", "provider_id": ID, "name": settings.OIDC_NAME}
        app = SocialApp(**names, client_id=settings.OIDC_CLIENT_ID, secret=settings.OIDC_CLIENT_SECRET, settings=told)
        return [app]

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send no mail about signing in."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        claims = sociallogin.account.extra_data["id_token"]
        # The profile has been used, and nothing else of it needs to be kept.
        sociallogin.account.extra_data = {}
        if claims.get("nonce") != sociallogin.state["nonce"]:
            logger.warning("Single sign-on refused: the ID token does not answer this browser's request.")
            raise ImmediateHttpResponse(back(request, FAILED))
        try:
            self._let_in(request, sociallogin, claims)
        except Refused as refused:
            logger.warning("Single sign-on refused for %r: %s", claims["sub"], refused.reason)
            raise ImmediateHttpResponse(back(request, UNKNOWN)) from refused

    def _let_in(self, request: HttpRequest, sociallogin: Any, claims: dict[str, Any]) -> None:
        """Set the account of `sociallogin`, by an earlier link or by its email address."""
        person = sociallogin.user if sociallogin.is_existing else None
        if person is None:
            address = _verified_address(claims)
            person = _account_with(address) or _new_account(address, claims)
            if SocialAccount.objects.filter(user=person, provider=ID).exists():
                raise Refused(f"{person.get_username()} is linked to another account at the provider.")
            _link(request, sociallogin, person)
        if not person.is_active or not person.is_staff:
            raise Refused(f"{person.get_username()} is not an active member of staff.")
        sociallogin.asked_second_factor = settings.OIDC_ASKS_SECOND_FACTOR or "mfa" in _list(claims.get("amr"))

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        if request.GET.get("error") == "access_denied":
            raise ImmediateHttpResponse(back(request, CANCELLED))
        told = exception or repr(request.GET.get("error", "no such question was asked"))
        raise ImmediateHttpResponse(_failed(request, told))


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Lead to the provider by way of a page: our policy forbids forms to leave this site, even by a redirect."""
    _must_be_configured()
    limits.begin(request, "", limits.BEGUN)
    request.session.set_expiry(BEGUN_SECONDS)
    nonce = secrets.token_urlsafe(24)
    to = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()}):
        to = reverse("admin:index")
    provider = Adapter(request, ID).get_provider()
    try:
        answer = provider.redirect(request, "login", next_url=to, auth_params={"nonce": nonce}, nonce=nonce)
    except OAuth2Error as error:
        return _failed(request, error)
    context = {"there": answer["Location"], "provider": settings.OIDC_NAME}
    return TemplateResponse(request, "sign_in/to_provider.html", context)


def callback(request: HttpRequest) -> HttpResponse:
    """The address to which the provider sends browsers back."""
    _must_be_configured()
    try:
        answer: HttpResponse = OAuth2CallbackView.adapter_view(Adapter(request, ID))(request)
    except OAuth2Error as error:
        return _failed(request, error)
    return answer


def _failed(request: HttpRequest, error: object) -> HttpResponse:
    logger.warning("Single sign-on failed: %s", str(error)[:500])
    return back(request, FAILED)


def back(request: HttpRequest, sentence: str) -> HttpResponse:
    messages.error(request, sentence.format(name=settings.OIDC_NAME))
    return redirect("admin:login")


def _must_be_configured() -> None:
    if not settings.OIDC_SERVER_URL:
        raise Http404


def _verified_address(claims: dict[str, Any]) -> str:
    address = claims.get("email")
    if (
        not isinstance(address, str)
        or not address
        or not address.isprintable()
        or claims.get("email_verified") is not True
    ):
        raise Refused("the provider has not verified an email address.")
    return str(address)


def _account_with(address: str) -> User | None:
    """The one account with an email address. Letters beyond ASCII are compared exactly, so look-alikes do not match."""
    near = User.objects.filter(email__iexact=address)
    found = [person for person in near if _folded(person.email) == _folded(address)]
    if len(found) > 1:
        raise Refused(f"{len(found)} accounts have the address {address}.")
    return found[0] if found else None


def _link(request: HttpRequest, sociallogin: Any, person: User) -> None:
    """Link the account to the provider's id for the person, which lasts even if email addresses change."""
    try:
        with transaction.atomic():
            sociallogin.connect(request, person)
    except IntegrityError as error:
        raise Refused("it was linked at the same time.") from error


def _folded(address: str) -> str:
    return address.lower() if address.isascii() else address


def _new_account(address: str, claims: dict[str, Any]) -> User:
    """Create an account for a member of OIDC_STAFF_GROUPS, with the roles named like their groups at the provider."""
    if len(address) > LONGEST_NAME:
        raise Refused("its email address is too long for a name.")
    groups = set(settings.OIDC_STAFF_GROUPS) & set(_list(claims.get(settings.OIDC_GROUPS_CLAIM)))
    if not groups:
        raise Refused(f"no account has the address {address}.")
    person = User(username=address, email=address, is_staff=True)
    person.first_name, person.last_name = _words(claims.get("given_name")), _words(claims.get("family_name"))
    person.set_unusable_password()
    try:
        with transaction.atomic():
            person.save()
            person.groups.set(Group.objects.filter(name__in=groups))
    except IntegrityError as error:
        raise Refused(f"another account has the name {address}.") from error
    logger.info("Single sign-on created an account for %s.", address)
    return person


def _words(value: Any) -> str:
    return "".join(letter for letter in str(value or "") if letter.isprintable())[:LONGEST_NAME]


def _list(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str)]
