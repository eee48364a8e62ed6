"""How often one address may count views."""

import time

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from articles.readership.visitors import client_address

WINDOW = 60  # seconds


class ViewsThrottle(BaseThrottle):
    """VIEWS_PER_MINUTE from one address, in fixed minutes; 0 switches it off.

    The counter lives in the cache: with Redis one for all processes, without it one for each.
    """

    def allow_request(self, request: Request, view: APIView) -> bool:
        if not settings.VIEWS_PER_MINUTE:
            return True
        minute = int(time.time()) // WINDOW
        address = salted_hmac("articles.api.throttling", client_address(request._request)).hexdigest()[:20]
        key = f"views:{minute}:{address}"
        if cache.add(key, 1, WINDOW):
            return True
        try:
            return bool(cache.incr(key) <= settings.VIEWS_PER_MINUTE)
        except (TypeError, ValueError):
            # The cache is down or has just dropped the key: counting goes on.
            return True

    def wait(self) -> float:
        return WINDOW - time.time() % WINDOW
