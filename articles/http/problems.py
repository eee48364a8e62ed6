"""Errors as RFC 9457 problem details: one place where exceptions become answers."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, NotRequired, TypedDict

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

MEDIA_TYPE = "application/problem+json"


class ParameterError(TypedDict):
    """What is wrong with one parameter of a request."""

    parameter: str
    code: str
    detail: str


class Problem(TypedDict):
    """The body of an error. `type` is about:blank where the status says it all (RFC 9457, section 4.2.1)."""

    type: str
    title: str
    status: int
    detail: str
    errors: NotRequired[Sequence[ParameterError]]


class BadParameters(exceptions.APIException):
    """The request's parameters are wrong; `errors` says what each of them should be."""

    status_code = HTTPStatus.BAD_REQUEST

    def __init__(self, *errors: ParameterError) -> None:
        super().__init__(" ".join(error["detail"] for error in errors))
        self.errors = errors


def bad(parameter: str, code: str, detail: str) -> BadParameters:
    """The error for a single wrong parameter."""
    return BadParameters({"parameter": parameter, "code": code, "detail": detail})


class Killed(exceptions.APIException):
    """The story was declared void; `note` says why."""

    status_code = HTTPStatus.GONE


class Outdated(exceptions.APIException):
    """What the client knows is too old to go on from."""

    status_code = HTTPStatus.GONE


class TooLarge(exceptions.APIException):
    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class Unavailable(exceptions.APIException):
    """Something that this answer needs is temporarily down."""

    status_code = HTTPStatus.SERVICE_UNAVAILABLE
    wait = 2


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to an exception of a view (DRF's EXCEPTION_HANDLER); None leaves it to Django's 500."""
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    set_rollback()
    problem = _problem(error)
    # articles.http.caching replaces the header of those that may be cached.
    headers = {"Cache-Control": "no-store"}
    wait = getattr(error, "wait", None)
    if wait is not None:
        headers["Retry-After"] = str(max(1, round(wait)))
    if isinstance(error, exceptions.MethodNotAllowed):
        headers["Allow"] = ", ".join(context["view"].allowed_methods)
    return Response(problem, status=error.status_code, headers=headers, content_type=MEDIA_TYPE)


def answer(error: exceptions.APIException) -> HttpResponse:
    """The same answer from a view that is not DRF's."""
    return JsonResponse(_problem(error), status=error.status_code, content_type=MEDIA_TYPE)


def _problem(error: exceptions.APIException) -> Problem:
    problem = describe(error.status_code, str(error.detail))
    if isinstance(error, BadParameters):
        problem["errors"] = error.errors
    return problem


def describe(status: int, detail: str) -> Problem:
    return {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
