"""For load balancers: `healthz` says whether the process answers, `readyz` whether it can serve readers."""

from collections.abc import Callable
from typing import Final

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_safe

from articles.delivery import presence

GetResponse = Callable[[HttpRequest], HttpResponseBase]


@require_safe
def alive(request: HttpRequest) -> JsonResponse:
    return _answer({"status": "ok"}, 200)


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 if the database answers, else 503. It reports a missing worker too, but readers do not need one."""
    try:
        seen_at = presence.last_seen()
    except (DatabaseError, InterfaceError):
        return _answer({"status": "unavailable", "database": "unavailable"}, 503)
    worker = "missing" if presence.is_missing(seen_at) else "ok"
    return _answer({"status": "ok", "database": "ok", "worker": worker}, 200)


PROBES: Final = {"/healthz": alive, "/readyz": ready}


def answer_probes(get_response: GetResponse) -> GetResponse:
    """Middleware before all others, because load balancers may name a host that others refuse, or none."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        probe = PROBES.get(request.path_info)
        return probe(request) if probe else get_response(request)

    return middleware


def _answer(body: dict[str, str], status: int) -> JsonResponse:
    return JsonResponse(body, status=status, headers={"Cache-Control": "no-store"})
