"""A page that holds what was sent, where the form itself cannot be shown: nobody is signed in, or nothing works.

What it holds goes back to the browser that sent it and is kept nowhere else. A browser that was sent here by a page of
somebody else gets none of it: see `from_here`.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from articles import failing
from articles.editing.live import ChangesLive
from newsroom.sign_in import codes, entrance, second_factor
from newsroom.sign_in.limits import TooMany
from newsroom.theme import refusing
from newsroom.theme.forgiving import rendered
from newsroom.theme.lockout import in_words

SIGN_IN: Final = "_sign_in"
# Nobody has read what was sent: newsroom.errors answers.
UNREAD: Final = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, MultiPartParserError)
# What belongs to the request and not to its form, and what is never shown again.
DROPPED: Final = re.compile(rf"csrfmiddlewaretoken|{SIGN_IN}-.*|.*password.*", re.IGNORECASE)
# Fields that hold no words of anybody's.
WORDLESS: Final = re.compile(
    r".*-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS|.*-__prefix__-.*|.*-(position|id|kind|role)|_\w+|action|genre|kind|language"
    r"|version|state|modified_at"
)
BARE: Final = re.compile(r"[\d.:T+-]*|on|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

ENDED: Final = (
    "You are signed out, so nothing was saved. Everything you wrote is still here: sign in, and your form comes back."
)
SECOND: Final = (
    "One more step, and your form comes back: type the code of your authenticator app, or a recovery code. "
    "To use a passkey, sign in in a new window, then continue here."
)
SET_UP: Final = (
    "Not saved: this newsroom asks everybody for a second factor, and your account has none yet. "
    "Everything you wrote is still here: set one up in a new window, then go on here."
)
WAIT: Final = "Signing in with this name is closed for {wait}. Everything you wrote is still here: wait, then sign in."
SIGNED_IN: Final = "You are signed in again. Nothing of this is saved yet: look it through, then save."
STALE: Final = (
    "Not saved: you signed in or out in another window since this page was opened. "
    "Everything you wrote is still here: save again."
)
SEND_AGAIN: Final = (
    "You signed in or out in another window since this page was opened: nothing was done. Send it again."
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
    """The answer of a view to what was sent, or a page that gives it back."""
    try:
        # Read before anything else: what is too large is answered elsewhere.
        if sent(request) and not site.has_permission(request) and (kept := _sign_in(request)):
            return kept
        if site.has_permission(request) and second_factor.is_missing(request.session) and not _is_logout(request):
            return page(request, SET_UP, to=reverse("mfa_index"))
        if any(name.startswith(f"{SIGN_IN}-") for name in request.POST) and not failing.given_back(request):
            if not getattr(view, "gives_back", False):
                return HttpResponseRedirect(request.get_full_path())
            failing.give_back(request, SIGNED_IN)
        return rendered(view(request, *args, **kwargs))
    except UNREAD:
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
    """Ask for name and password, and for a code, beside what was sent; None for whoever has been signed in by that.

    Other ways of signing in are gone in a new window, after which this page goes on.
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
    """What was sent with a token that is not good any more, in its form. Nothing is done with it."""
    match = request.resolver_match
    if match is None or not getattr(match.func, "gives_back", False):
        return page(request, SEND_AGAIN)
    failing.give_back(request, STALE)
    # Showing it needs no token.
    request.csrf_processing_done = True  # type: ignore[attr-defined]
    return match.func(request, *match.args, **match.kwargs)


def from_here(request: HttpRequest) -> bool:
    """Whether a form was sent from a page of ours, as far as browsers tell: others may not fill in our forms."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    ours = {request.get_host(), *(urlsplit(one).netloc for one in settings.CSRF_TRUSTED_ORIGINS)}
    return origin is None or urlsplit(origin).netloc in ours


def page(
    request: HttpRequest, sentence: str, *, status: int = 200, form: Form | None = None, to: str = ""
) -> HttpResponse:
    """The page, with a form to sign in or the address `to` go to in a new window.

    Without either it asks nothing of the database, which may be what has failed.
    """
    context = {
        "site_header": admin.site.site_header,
        "site_title": admin.site.site_title,
        "title": "Sign in to go on" if form else "Your words are still here",
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


def sent(request: HttpRequest) -> list[tuple[str, str]]:
    """Names and values of everything that was sent, but for passwords and tokens."""
    return [(name, value) for name, values in request.POST.lists() for value in values if not DROPPED.fullmatch(name)]


def words(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """What somebody has written of it, to be read and copied."""
    for name, value in sent(request):
        if not WORDLESS.fullmatch(name) and not BARE.fullmatch(value):
            yield name.replace("_", " ").replace("-", " "), value
