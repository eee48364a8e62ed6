"""A page that holds what was sent, where the form itself cannot be shown: nobody is signed in, or nothing works.

What it holds goes back to the browser that sent it and is kept nowhere else. A browser that was sent here by a page of
somebody else gets none of it: see `from_here`.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from articles import failing
from articles.editing.live import ChangesLive
from newsroom.theme import refusing
from newsroom.theme.forgiving import rendered

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
        if sent(request) and not site.has_permission(request):
            return _sign_in(site, view, request, *args, **kwargs)
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


def _sign_in(site: admin.AdminSite, view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
    """Ask for name and password beside what was sent; then show it in its form, and do nothing with it yet."""
    stale = failing.given_back(request)
    if f"{SIGN_IN}-username" not in request.POST or stale:
        return page(request, ENDED, form=_credentials(request))
    form = _credentials(request, request.POST)
    if not form.is_valid():
        return page(request, ENDED, form=form)
    login(request, form.get_user())
    if not getattr(view, "gives_back", False):
        return HttpResponseRedirect(request.get_full_path())
    failing.give_back(request, SIGNED_IN)
    return guard(site, view, request, *args, **kwargs)


def while_locked_out(request: HttpRequest, minutes: int) -> HttpResponse | None:
    """The page for whoever has guessed too many passwords on it; None for others."""
    if request.method != "POST" or f"{SIGN_IN}-username" not in request.POST:
        return None
    wait = f"Signing in with this name is closed for {minutes} minute{'s' if minutes > 1 else ''}."
    sentence = f"{wait} Everything you wrote is still here: wait, then sign in."
    return page(request, sentence, status=429, form=_credentials(request))


def _credentials(request: HttpRequest, data: Any = None) -> AdminAuthenticationForm:
    return AdminAuthenticationForm(request, data, prefix=SIGN_IN, label_suffix="")


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
    request: HttpRequest, sentence: str, *, status: int = 200, form: AdminAuthenticationForm | None = None
) -> HttpResponse:
    """The page. It asks nothing of the database, which may be what has failed."""
    context = {
        "site_header": admin.site.site_header,
        "site_title": admin.site.site_title,
        "title": "Sign in to go on" if form else "Your words are still here",
        "sentence": sentence,
        "form": form,
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
