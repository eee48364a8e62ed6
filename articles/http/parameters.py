"""Strict parameters: an endpoint refuses those that it does not know, by name."""

from collections.abc import Iterable

from django.http import HttpRequest

from articles.http.problems import BadParameters, ParameterError, bad

CONTROL = {chr(code) for code in range(32)} | {"\x7f"}


def refuse_unknown(request: HttpRequest, allowed: set[str]) -> None:
    """Raise BadParameters for parameters that are not `allowed` or contain control characters."""
    names = ", ".join(sorted(allowed))
    expected = f"This endpoint knows {names}." if names else "This endpoint has no parameters."
    unknown = [name for name in request.GET if name not in allowed]
    if unknown:
        raise BadParameters(*(_unknown(name[:100], expected) for name in unknown))
    for name, values in request.GET.lists():
        if any(CONTROL & set(value) for value in values):
            raise bad(name, "invalid", f"{name} holds control characters.")


def single(request: HttpRequest, name: str) -> str | None:
    """The value of a parameter that may be given once, or None without it."""
    values = request.GET.getlist(name)
    if len(values) > 1:
        raise bad(name, "repeated", f"{name} may be given once.")
    return values[0] if values else None


def whole_number(request: HttpRequest, name: str, default: int, *, least: int = 1, most: int) -> int:
    value = single(request, name)
    if value is None:
        return default
    if not (value.isascii() and value.isdecimal() and len(value) < 10 and least <= int(value) <= most):
        raise bad(name, "invalid", f"{name} must be a whole number from {least} to {most}.")
    return int(value)


def choice(request: HttpRequest, name: str, default: str, choices: Iterable[str]) -> str:
    value = single(request, name)
    if value is None:
        return default
    if value not in choices:
        raise bad(name, "invalid_choice", f"{name} must be one of {', '.join(choices)}.")
    return value


def _unknown(name: str, expected: str) -> ParameterError:
    return {"parameter": name, "code": "unknown", "detail": f"Unknown parameter {name!r}. {expected}"}
