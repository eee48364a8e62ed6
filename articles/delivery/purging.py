"""Purges what has changed from shared caches, by surrogate key: Fastly, Cloudflare, Varnish.

https://www.fastly.com/documentation/reference/api/purging/
https://developers.cloudflare.com/api/resources/cache/methods/purge/
https://varnish.org/docs/users-guide/purging/ and vmod_xkey
"""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Final, NamedTuple

import orjson
from django.conf import settings

from articles.changes import surrogate_keys
from articles.delivery.sending import Request
from articles.models import Change, Delivery

EVENT: Final = "purge"
Destination = Delivery.Destination


class Provider(NamedTuple):
    """A kind of cache: whether it is in use, how many keys a request takes, and the request for some keys."""

    in_use: Callable[[], bool]
    most_keys: int
    request: Callable[[list[str]], Request]


def fastly(keys: list[str]) -> Request:
    # In the body: a header cannot hold 256 long keys.
    headers = {"Fastly-Key": settings.FASTLY_API_TOKEN} | _JSON
    address = f"{settings.FASTLY_API_URL}/service/{settings.FASTLY_SERVICE_ID}/purge"
    return Request("POST", address, headers, orjson.dumps({"surrogate_keys": keys}), anywhere=True)


def cloudflare(keys: list[str]) -> Request:
    headers = {"Authorization": f"Bearer {settings.CLOUDFLARE_API_TOKEN}"} | _JSON
    address = f"{settings.CLOUDFLARE_API_URL}/zones/{settings.CLOUDFLARE_ZONE_ID}/purge_cache"
    return Request("POST", address, headers, orjson.dumps({"tags": keys}), anywhere=True)


def varnish(keys: list[str]) -> Request:
    return Request("PURGE", f"{settings.VARNISH_URL}/", {"xkey-purge": " ".join(keys)}, anywhere=True)


_JSON: Final = {"Content-Type": "application/json", "Accept": "application/json"}
# Keys in one request: Fastly's limit, Cloudflare's on every plan, and what fits into a header of 8 KB for Varnish.
PROVIDERS: Final[dict[str, Provider]] = {
    Destination.FASTLY: Provider(lambda: bool(settings.FASTLY_SERVICE_ID), 256, fastly),
    Destination.CLOUDFLARE: Provider(lambda: bool(settings.CLOUDFLARE_ZONE_ID), 100, cloudflare),
    Destination.VARNISH: Provider(lambda: bool(settings.VARNISH_URL), 64, varnish),
}


def deliveries(changes: Iterable[Change]) -> list[Delivery]:
    """The purges of changes that take effect together: every key once, and LISTS, which any change may affect."""
    keys = {key for change in changes for key in change.keys.split()}
    if not keys:
        return []
    ordered = [surrogate_keys.LISTS, *sorted(keys - {surrogate_keys.LISTS})]
    return [
        Delivery(destination=name, event=EVENT, payload=orjson.dumps({"keys": some}).decode())
        for name, provider in PROVIDERS.items()
        if provider.in_use()
        for some in _chunks(ordered, provider.most_keys)
    ]


def request(delivery: Delivery) -> Request | None:
    """The purge as a request; None if the settings no longer name the provider."""
    provider = PROVIDERS[delivery.destination]
    return provider.request(orjson.loads(delivery.payload)["keys"]) if provider.in_use() else None


def _chunks(keys: list[str], size: int) -> Iterable[list[str]]:
    remaining = iter(keys)
    while some := list(islice(remaining, size)):
        yield some
