"""Which addresses a webhook may have. A message must not become a way into networks that only this machine reaches.

OWASP, Server-Side Request Forgery Prevention Cheat Sheet. What counts is the address that is connected to: a name is
looked up again at every attempt, all its addresses are checked, and the connection goes to one that was.
"""

import ipaddress
import socket
from typing import Final, NamedTuple
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
PORTS: Final = {"http": 80, "https": 443}


class Refused(ValueError):
    """The address may not be used. The message says why, in a sentence for editors."""


class Target(NamedTuple):
    """An address taken apart. `path` has the query with it."""

    scheme: str
    host: str
    port: int
    path: str


def parse(address: str) -> Target:
    """Raises Refused where an address is none, or of a kind that is not for webhooks."""
    try:
        parts = urlsplit(address)
        port = PORTS.get(parts.scheme) if parts.port is None else parts.port
    except ValueError as error:
        raise Refused("This is not an address.") from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise Refused("An address begins with https:// or http:// and names a host.")
    if not port or not _plain(parts, address):
        raise Refused("The address has a port of zero, or spaces or characters that do not belong there.")
    if parts.username is not None or parts.password is not None:
        raise Refused("User names and passwords do not belong in an address: it is shown to colleagues.")
    if parts.fragment:
        raise Refused("What stands behind # is never sent: leave it out.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, parts.hostname, port, path)


def check(address: str) -> None:
    """Refuse what could never be sent to. A name that nobody knows yet passes: it is looked up when it is used.

    Raises Refused.
    """
    target = parse(address)
    try:
        lookup(target)
    except OSError:
        return


def lookup(target: Target, *, anywhere: bool = False) -> list[str]:
    """The IP addresses of a host, all of them allowed unless they may be `anywhere`. Raises Refused, OSError."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise Refused("The name of the host is not one.") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if not anywhere and not allowed(ipaddress.ip_address(address)):
            raise Refused(
                f"{target.host} is on a private network ({address}). WEBHOOK_PRIVATE_NETWORKS names those allowed."
            )
    return addresses


def allowed(address: IPAddress) -> bool:
    """Whether it is public, or of a network that was allowed nevertheless. Tunnels into IPv4 are not public."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if any(address in network for network in settings.WEBHOOK_PRIVATE_NETWORKS):
        return True
    if isinstance(address, ipaddress.IPv6Address) and (address.sixtofour or address.teredo or address.is_site_local):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _plain(parts: SplitResult, address: str) -> bool:
    """Nothing that could break out of a request line or header, or that urlsplit takes away in silence."""
    return address.isascii() and address.isprintable() and not set(' "<>\\^`{|}') & set(address) and bool(parts.netloc)
