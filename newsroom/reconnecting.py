"""Readers' requests do not ask the database whether it is there before they use it, which costs a round trip."""

from collections.abc import Callable

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponseBase


def without_asking(request: HttpRequest, respond: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """What `respond` returns. A GET that fails because its connection was dead is tried once more, on a new one.

    Other methods may have done something already, so Django checks the connection for them.
    """
    if request.method not in {"GET", "HEAD"}:
        return respond()
    connection.health_check_done = True  # type: ignore[attr-defined]
    try:
        return respond()
    except (OperationalError, InterfaceError):
        if connection.connection is None or connection.in_atomic_block or connection.is_usable():
            raise
        connection.close()
        return respond()
