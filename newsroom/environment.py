"""Reads environment variables. If a value is wrong, the error names the variable and says what is accepted."""

import ipaddress
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def flag(name: str, default: bool) -> bool:
    """True or false; 1/0, yes/no, on/off count as well."""
    raw = text(name, str(default)).lower()
    if raw in {"true", "1", "yes", "on"}:
        return True
    if raw in {"false", "0", "no", "off"}:
        return False
    raise wrong(name, "true or false")


def text(name: str, default: str = "") -> str:
    value: str = env.str(name, default=default)
    return value.strip()


def secret(name: str, path: Path) -> str:
    """A key of at least 32 characters; if unset, the key in the file at `path`, generated at the first start (0600)."""
    if given := text(name):
        if len(given) < 32:
            raise wrong(name, "at least 32 characters", secret=True)
        return given
    try:
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text()


def former_secrets(name: str) -> list[str]:
    """Comma-separated keys of at least 32 characters, the latest first."""
    found = words(name)
    if any(len(key) < 32 for key in found):
        raise wrong(name, "keys of at least 32 characters, comma-separated", secret=True)
    return found


def number(name: str, default: int, *, least: int, most: int) -> int:
    raw = text(name, str(default))
    if not raw.isascii() or not raw.isdecimal() or not least <= int(raw) <= most:
        raise wrong(name, f"a whole number from {least} to {most}")
    return int(raw)


def words(name: str, default: str = "") -> list[str]:
    """Comma-separated words; empty ones are dropped."""
    return [word for word in (part.strip() for part in text(name, default).split(",")) if word]


def words_like(name: str, pattern: str, default: str, right: str) -> list[str]:
    """Comma-separated words that each match the whole `pattern`; `right` says what they should be."""
    found = words(name, default)
    if not all(re.fullmatch(pattern, word) for word in found):
        raise wrong(name, f"{right}, comma-separated")
    return found


def time_zone(name: str, default: str) -> str:
    """A name of the IANA time zone database."""
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (ValueError, OSError, KeyError) as error:
        raise wrong(name, "the name of a time zone such as Europe/Lisbon") from error
    return value


def folder(name: str, default: str, base: Path) -> Path:
    """A folder that this process can write to, relative to `base`; created for its owner only if it does not exist."""
    path = (base / text(name, default)).resolve()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.stat().st_uid == os.geteuid():
            path.chmod(0o700)
        writable = os.access(path, os.W_OK | os.X_OK)
    except OSError:
        writable = False
    if not writable:
        raise wrong(name, "a folder that newsroom can write in")
    return path


def address(name: str, default: str) -> str:
    """An http or https address without a trailing slash, query or fragment."""
    value = text(name, default).rstrip("/")
    try:
        parts = urlsplit(value)
        # These characters break out of JSON, HTML or a header.
        plain = value.isascii() and value.isprintable() and not set(' "\\<>') & set(value)
        valid = (
            plain and parts.scheme in {"http", "https"} and parts.hostname and not parts.query and not parts.fragment
        )
        valid = valid and (parts.port is None or parts.port > 0)
    except ValueError:
        valid = False
    if not valid:
        raise wrong(name, "an address such as https://news.example.com")
    return value


def secure_address(name: str) -> str:
    """An https address, or an http one on this machine; otherwise as `address`."""
    value = address(name, "")
    parts = urlsplit(value)
    if parts.scheme != "https" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise wrong(name, "an address with https://")
    return value


def template(name: str, default: str, names: set[str], right: str) -> str:
    """An http or https address with at least one of `names` in braces and no others; `right` lists them."""
    value = text(name, default)
    found = set(re.findall(r"{(.*?)}", value))
    if not re.fullmatch(r"https?://[!-~]+", value) or set('"\\<>') & set(value) or not found or found - names:
        raise wrong(name, f"an address with {right}")
    return value


def origin(address: str) -> str:
    """The scheme, host and port of an address: where its page comes from, for a policy."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def account(name: str, token: str) -> None:
    """Check an account's id, which becomes part of an address, and its token, part of a header: set both or neither."""
    if not re.fullmatch(r"[A-Za-z0-9]*", text(name)):
        raise wrong(name, "letters and digits only")
    if not re.fullmatch(r"[!-~]*", text(token)):
        raise wrong(token, "a token without spaces", secret=True)
    if bool(text(name)) != bool(text(token)):
        missing, given = (token, name) if text(name) else (name, token)
        raise wrong(missing, f"set as well, because {given} is", secret=True)


def together(*names: str) -> None:
    """Check that either all or none of these variables are set."""
    given = next((name for name in names if text(name)), "")
    missing = next((name for name in names if given and not text(name)), "")
    if missing:
        raise wrong(missing, f"set as well, because {given} is", secret=True)


def networks(name: str) -> list[Network]:
    """Addresses or networks in CIDR notation (RFC 4632), comma-separated."""
    try:
        return [ipaddress.ip_network(word, strict=False) for word in words(name)]
    except ValueError as error:
        raise wrong(name, "addresses or networks such as 10.0.0.0/8, comma-separated") from error


def database(name: str, default: str) -> dict[str, Any]:
    """A Django database from an address: sqlite:///path or postgres://user:password@host:port/name."""
    try:
        settings: dict[str, Any] = env.db_url(name, default=default)
        engine = settings.get("ENGINE", "").rpartition(".")[2]
    except (ValueError, KeyError, TypeError, ImproperlyConfigured):
        engine = ""
    if engine not in {"sqlite3", "postgresql"} or not settings.get("NAME"):
        raise wrong(name, "sqlite:///path or postgres://user:password@host:port/name", secret=True)
    return settings


def one_of(name: str, default: str, allowed: Mapping[str, object] | set[str]) -> str:
    value = text(name, default)
    if value not in allowed:
        raise wrong(name, f"one of {', '.join(sorted(allowed))}")
    return value


def wrong(name: str, right: str, *, secret: bool = False) -> ImproperlyConfigured:
    """The error to raise for a wrong value. `secret` keeps the value itself out of the message."""
    shown = "" if secret else f", not {text(name)!r}"
    return ImproperlyConfigured(f"{name} must be {right}{shown}.")
