"""The admin by each editor's own clock. The API, the feeds and the newsroom's own dates keep the newsroom's zone."""

from collections.abc import Callable
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.contrib.auth.models import User
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from articles.models import Preference

# Kept in the session, so that no page has to look it up. Other sessions get it when they sign in next.
KEY: Final = "time_zone"


class EditorsClock:
    """Middleware: within the admin, times are shown and typed in the zone that the account has chosen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.admin = reverse("admin:index")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = _chosen(request) if request.path.startswith(self.admin) else None
        with timezone.override(ZoneInfo(chosen) if chosen else None):
            return self.get_response(request)


def _chosen(request: HttpRequest) -> str | None:
    try:
        return request.session.get(KEY)
    except DatabaseError:
        # The page that cannot do without it says what is wrong.
        return None


def remember(request: HttpRequest, zone: str) -> None:
    """Use a zone from the next request of this session on; "" for the newsroom's."""
    if zone:
        request.session[KEY] = zone
    else:
        request.session.pop(KEY, None)


def remember_of(sender: object, request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    """Receiver of user_logged_in."""
    if request:
        chosen = Preference.objects.filter(user=user).values_list("time_zone", flat=True).first()
        remember(request, chosen or "")
