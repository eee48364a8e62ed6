"""A webhook cannot reach addresses that only this machine can reach."""

import socket
from ipaddress import ip_network
from typing import Any

import pytest
from pytest_django import Settings

from articles.delivery import network, sending
from articles.delivery.network import Refused
from articles.delivery.sending import Request


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("", "An address begins with https:// or http:// and names a host."),
        ("example.com/hook", "An address begins with https:// or http:// and names a host."),
        ("ftp://example.com/", "An address begins with https:// or http:// and names a host."),
        ("file:///etc/passwd", "An address begins with https:// or http:// and names a host."),
        ("https:///hook", "An address begins with https:// or http:// and names a host."),
        ("https://[::1/", "This is not an address."),
        ("https://example.com:99999/", "This is not an address."),
        ("https://example.com:0/", "The address has a port of zero, or spaces or characters that do not belong there."),
        (
            "https://example.com/a b",
            "The address has a port of zero, or spaces or characters that do not belong there.",
        ),
        (
            "https://example.com/\r\nX: y",
            "The address has a port of zero, or spaces or characters that do not belong there.",
        ),
        (
            "https://user:word@example.com/",
            "User names and passwords do not belong in an address: it is shown to colleagues.",
        ),
        ("https://example.com/#part", "The part after # is never sent: leave it out."),
    ],
)
def test_what_is_no_address_for_a_webhook_is_refused(address: str, problem: str) -> None:
    with pytest.raises(Refused) as refused:
        network.check(address)
    assert str(refused.value) == problem


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "2130706433",  # 127.0.0.1 as a number
        "0x7f.1",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:169.254.169.254]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[2001::1]",
        "[fc00::1]",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "[fec0::1]",
        "[ff02::1]",
        "localhost",
    ],
)
def test_private_networks_are_refused(host: str) -> None:
    with pytest.raises(Refused, match=r"is on a private network \(.+\)\. WEBHOOK_PRIVATE_NETWORKS lists those allowed"):
        network.check(f"http://{host}/hook")
    assert "private network" in sending.send(Request("POST", f"http://{host}/hook")).error


def names(monkeypatch: pytest.MonkeyPatch, known: dict[str, list[str]]) -> list[str]:
    """Resolve names to these addresses in turn. Returns the list of names that were looked up."""
    asked: list[str] = []

    def getaddrinfo(host: str, port: int, *args: Any, **kwargs: Any) -> list[Any]:
        asked.append(host)
        if host not in known:
            if host[0].isdigit():
                return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]
            raise socket.gaierror(-2, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in known[host]]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


def test_a_name_with_one_private_address_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, {"hook.test": ["93.184.215.14", "10.0.0.1"]})
    with pytest.raises(Refused, match=r"hook\.test is on a private network \(10\.0\.0\.1\)"):
        network.check("https://hook.test/")


def test_a_name_that_changes_its_mind_is_refused_when_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"hook.test": ["93.184.215.14"]}
    asked = names(monkeypatch, known)
    network.check("http://hook.test/")
    known["hook.test"] = ["127.0.0.1"]
    answer = sending.send(Request("POST", "http://hook.test/"))
    assert answer.error.startswith("hook.test is on a private network (127.0.0.1).")
    assert asked == ["hook.test", "hook.test"]


def test_a_name_that_nobody_knows_yet_passes_until_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, {})
    network.check("https://soon.test/hook")
    assert sending.send(Request("POST", "https://soon.test/hook")).error == "DNS lookup failed: no host has this name."


def test_networks_that_are_allowed_may_be_reached(settings: Settings) -> None:
    settings.WEBHOOK_PRIVATE_NETWORKS = [ip_network("10.0.0.0/8")]
    for address in ("http://10.1.2.3/", "http://[::ffff:10.1.2.3]/"):
        network.check(address)
    with pytest.raises(Refused):
        network.check("http://192.168.0.1/")


def test_public_addresses_are_welcome() -> None:
    for host in ("8.8.8.8", "[2606:4700:4700::1111]"):
        network.check(f"https://{host}/hook?key=1")
