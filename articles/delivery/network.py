"""Which addresses a webhook may have. Messages must not give access to networks that only this machine reaches.

OWASP, Server-Side Request Forgery Prevention Cheat Sheet. The IP address of the connection counts: every attempt looks
the name up again, checks all its addresses, and connects to one that was checked.
"""

import ipaddress
import socket
from typing import Final, NamedTuple
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
PORTS: Final = {"http": 80, "https": 443}


class Refused(ValueError):
    """The address may not be used. The message says why, in sentences for editors."""


class Target(NamedTuple):
    """The parts of an address. `path` includes the query."""

    scheme: str
    host: str
    port: int
    path: str


def parse(address: str) -> Target:
    """The parts of an address. Raises Refused if it is not valid, or not of a kind for webhooks."""
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
        raise Refused("The part after # is never sent: leave it out.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, parts.hostname, port, path)


def check(address: str) -> None:
    """Raise Refused for an address to which nothing can ever be sent.

    An unknown host name passes: it is looked up again when it is used.
    """
    target = parse(address)
    try:
        lookup(target)
    except OSError:
        return


def lookup(target: Target, *, anywhere: bool = False) -> list[str]:
    """The IP addresses of a host. All of them must be allowed, unless `anywhere`. Raises Refused, OSError."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise Refused("The host name is not valid.") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if not anywhere and not allowed(ipaddress.ip_address(address)):
            raise Refused(
                f"{target.host} is on a private network ({address}). WEBHOOK_PRIVATE_NETWORKS lists those allowed."
            )
    return addresses


def allowed(address: IPAddress) -> bool:
    """Whether an address is public, or in an allowed private network. Tunnels into IPv4 are not public."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if any(address in network for network in settings.WEBHOOK_PRIVATE_NETWORKS):
        return True
    if isinstance(address, ipaddress.IPv6Address) and (address.sixtofour or address.teredo or address.is_site_local):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _plain(parts: SplitResult, address: str) -> bool:
    """Whether an address has nothing that could break out of a request line or header, or that urlsplit drops."""
    return address.isascii() and address.isprintable() and not set(' "<>\\^`{|}') & set(address) and bool(parts.netloc)
