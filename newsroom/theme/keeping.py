"""A page that gives back what was sent when its form cannot be shown: nobody is signed in, or nothing works.

Its content goes back to the browser that sent it and is stored nowhere. Requests that another site's page caused get
none of it: see `from_here`.
"""

import re
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from articles.editing import failing
from articles.editing.live import ChangesLive
from newsroom.sign_in import codes, entrance, second_factor
from newsroom.sign_in.limits import TooMany
from newsroom.theme import refusing
from newsroom.theme.forgiving import CRAFTED, rendered
from newsroom.theme.lockout import in_words

SIGN_IN: Final = "_sign_in"
# The request was not read, and newsroom.errors answers it.
UNREAD: Final = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, MultiPartParserError)
# Fields that belong to the request and not to its form, and fields that are never shown again.
DROPPED: Final = re.compile(rf"csrfmiddlewaretoken|{SIGN_IN}-.*|.*password.*", re.IGNORECASE)
# Fields without words that anybody wrote.
WORDLESS: Final = re.compile(
    r".*-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS|.*-__prefix__-.*|.*-(position|id|kind|role)|_\w+|action|genre|kind|language"
    r"|version|state|modified_at"
)
BARE: Final = re.compile(r"[\d.:T+-]*|on|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

ENDED: Final = (
    "You are signed out, so nothing was saved. Everything you wrote is still here: sign in to get your form back."
)
SECOND: Final = (
    "One more step before your form comes back: type the code of your authenticator app, or a recovery code. "
    "To use a passkey, sign in in a new window, then continue here."
)
SET_UP: Final = (
    "Not saved: this newsroom requires a second factor, and your account has none yet. "
    "Everything you wrote is still here: set one up in a new window, then continue here."
)
WAIT: Final = "Signing in with this name is locked for {wait}. Everything you wrote is still here: wait, then sign in."
SIGNED_IN: Final = "You are signed in again. Nothing has been saved yet: check your form, then save it."
STALE: Final = (
    "Not saved: you signed in or out in another window since this page was opened. "
    "Everything you wrote is still here: save again."
)
SEND_AGAIN: Final = (
    "You signed in or out in another window since this page was opened, so nothing was done. Send it again."
)
FORBIDDEN: Final = (
    "Not saved: your account may not do this any more. Everything you wrote is still here: "
    "copy it, or ask a colleague who looks after accounts and try again."
)
MISSING: Final = (
    "Not saved: a colleague has deleted what this belonged to. Everything you wrote is still here: copy what you need."
)

View = Callable[..., Any]


def guard(site: admin.AdminSite, view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
    """The view's answer to a request, or a page that gives back what was sent."""
    try:
        # Reads the request before anything else; newsroom.errors answers one that is too large.
        if sent(request) and not site.has_permission(request) and (kept := _sign_in(request)):
            return kept
        if site.has_permission(request) and second_factor.is_missing(request.session) and not _is_logout(request):
            return page(request, SET_UP, to=reverse("mfa_index"))
        if any(name.startswith(f"{SIGN_IN}-") for name in request.POST) and not failing.given_back(request):
            if not getattr(view, "gives_back", False):
                return HttpResponseRedirect(request.get_full_path())
            failing.give_back(request, SIGNED_IN)
        return rendered(view(request, *args, **kwargs))
    except (*UNREAD, *CRAFTED):
        raise
    except PermissionDenied:
        if not any(words(request)):
            raise
        return page(request, FORBIDDEN, status=403)
    except Http404:
        if not any(words(request)):
            raise
        return page(request, MISSING, status=404)
    except ChangesLive as refusal:
        return page(request, refusing.sentence(request.user, refusal), status=403)
    except Exception as error:
        return page(request, failing.explain(error), status=503)


def _is_logout(request: HttpRequest) -> bool:
    return request.path == reverse("admin:logout")


def _sign_in(request: HttpRequest) -> HttpResponse | None:
    """Ask for name, password and code on a page that holds what was sent; None once these have signed somebody in.

    Other ways of signing in open in a new window, after which this page continues.
    """
    form: Form = _credentials(request)
    sentence = ENDED
    try:
        if failing.given_back(request) or f"{SIGN_IN}-elsewhere" in request.POST:
            pass
        elif f"{SIGN_IN}-code" in request.POST:
            stage = second_factor.awaited(request)
            if stage:
                sentence = SECOND
                form = _code(stage.login.user, request.POST)
                if form.is_valid():
                    form.save()
                    stage.exit()
        elif f"{SIGN_IN}-username" in request.POST:
            form = _credentials(request, request.POST)
            if form.is_valid():
                entrance.with_password(request, form.get_user())
                if stage := second_factor.awaited(request):
                    sentence, form = SECOND, _code(stage.login.user)
    except TooMany as error:
        answer = page(request, WAIT.format(wait=in_words(error.seconds)), status=429, form=_credentials(request))
        answer["Retry-After"] = str(error.seconds)
        return answer
    return None if admin.site.has_permission(request) else page(request, sentence, form=form)


def _credentials(request: HttpRequest, data: Any = None) -> AdminAuthenticationForm:
    return AdminAuthenticationForm(request, data, prefix=SIGN_IN, label_suffix="")


def _code(person: Any, data: Any = None) -> codes.SignInCode:
    return codes.SignInCode(user=person, data=data, prefix=SIGN_IN, label_suffix="")


def show_again(request: HttpRequest) -> Any:
    """Show what was sent with an expired token in its form again, without acting on it."""
    match = request.resolver_match
    if match is None or not getattr(match.func, "gives_back", False):
        return page(request, SEND_AGAIN)
    failing.give_back(request, STALE)
    # Only showing the form needs no token.
    request.csrf_processing_done = True  # type: ignore[attr-defined]
    return match.func(request, *match.args, **match.kwargs)


def from_here(request: HttpRequest) -> bool:
    """Whether one of our pages sent the form, as far as browsers tell: other sites must not fill in our forms."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    ours = {request.get_host(), *(urlsplit(one).netloc for one in settings.CSRF_TRUSTED_ORIGINS)}
    try:
        return origin is None or urlsplit(origin).netloc in ours
    except ValueError:
        return False


def page(
    request: HttpRequest, sentence: str, *, status: int = 200, form: Form | None = None, to: str = ""
) -> HttpResponse:
    """The page, with a sign-in form or with a link `to` an address, which opens in a new window.

    Without either it makes no query, because the database may have failed.
    """
    if request.headers.get("Accept") == "application/json":
        return _told(request, sentence, status, form)
    context = {
        "site_header": admin.site.site_header,
        "site_title": admin.site.site_title,
        "title": "Sign in to continue" if form else "Your words are still here",
        "sentence": sentence,
        "form": form,
        "to": to,
        "elsewhere": f"{reverse('admin:login')}?{urlencode({'next': reverse('mfa_index')})}",
        "fields": list(sent(request)),
        "words": list(words(request)),
        "files": bool(request.FILES),
    }
    response = render(request, "admin/kept.html", context, status=status)
    add_never_cache_headers(response)
    return response


def _told(request: HttpRequest, sentence: str, status: int, form: Form | None) -> HttpResponse:
    """The same for a script, which still has everything it sent. With a form, the script asks for what is in that."""
    answer = {"problem": "signed_out" if form else "refused", "sentence": sentence, "token": get_token(request)}
    if form:
        answer["asks"] = "code" if isinstance(form, codes.SignInCode) else "password"
        answer["errors"] = " ".join(str(one) for found in form.errors.values() for one in found)
    status = status if status != HTTPStatus.OK else HTTPStatus.UNAUTHORIZED if form else HTTPStatus.CONFLICT
    response = JsonResponse(answer, status=status)
    add_never_cache_headers(response)
    return response


def sent(request: HttpRequest) -> list[tuple[str, str]]:
    """Names and values of everything that was sent, except passwords and tokens."""
    return [(name, value) for name, values in request.POST.lists() for value in values if not DROPPED.fullmatch(name)]


def words(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """The parts of it that somebody wrote, to be read and copied."""
    for name, value in sent(request):
        if not WORDLESS.fullmatch(name) and not BARE.fullmatch(value):
            yield name.replace("_", " ").replace("-", " "), value
