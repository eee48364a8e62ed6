"""django-allauth's views as pages of the admin."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from newsroom.sign_in.limits import TooMany
from newsroom.theme.lockout import locked_out

View = Callable[..., HttpResponseBase]


def entrance(view: View, title: str) -> View:
    """A page for somebody who is still signing in."""

    @never_cache
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except TooMany as error:
            return locked_out(request, error.seconds)
        if isinstance(response, TemplateResponse):
            context = admin.site.each_context(request) | {"title": title}
            response.context_data = context | (response.context_data or {})
        return response

    return shown


def own(view: View, title: str) -> View:
    """A page for signed-in users about their own account."""
    inner = entrance(view, title)

    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if admin.site.has_permission(request):
            return inner(request, *args, **kwargs)
        back = request.get_full_path() if request.method == "GET" else reverse("mfa_index")
        return redirect_to_login(back, reverse("admin:login"))

    return shown
