"""Name and password, checked as often as the limits allow."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from newsroom.sign_in import limits


class LimitedBackend(ModelBackend):
    """Django's backend with limits. It takes the same time for unknown names. Raises limits.TooMany."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        if request is None or username is None or password is None:
            return super().authenticate(request, username, password, **kwargs)
        if not settings.PASSWORD_SIGN_IN:
            raise PermissionDenied
        attempt = limits.begin(request, username, limits.PASSWORD)
        user = super().authenticate(request, username, password, **kwargs)
        if user:
            attempt.delete()
        return user
