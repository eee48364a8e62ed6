"""A form that could not be saved: the message for the editor, and how a view gives back what was typed."""

import logging
from collections.abc import Callable
from typing import Any, Final, TypeVar

from django.core.exceptions import ValidationError
from django.db import DataError, Error, IntegrityError
from django.http import HttpRequest

View = TypeVar("View", bound=Callable[..., Any])

logger = logging.getLogger(__name__)

# The first entry that matches an error applies.
SENTENCES: Final[list[tuple[type[Exception], str]]] = [
    (
        IntegrityError,
        "Not saved: a colleague has just saved or deleted something that belongs to it. "
        "Everything you wrote is still here: check what you chose, then save again.",
    ),
    (
        DataError,
        "Not saved: the database cannot store something in it, such as a strange character or a number too large. "
        "Everything you wrote is still here: take out what you pasted or changed last, then save again.",
    ),
    (
        Error,
        "Not saved: the database is busy, full or out of reach. "
        "Everything you wrote is still here: wait a moment, then save again. "
        "If that does not help, tell your administrator.",
    ),
    (
        OSError,
        "Not saved: a file could not be stored. Everything you wrote is still here: wait a moment, then save again. "
        "If that does not help, tell your administrator.",
    ),
]
UNFORESEEN: Final = (
    "Not saved: something in it caused an error, which your administrator can find in the log. "
    "Everything you wrote is still here: take out what you pasted or changed last, then save again."
)


def explain(error: Exception) -> str:
    """What the editor should do, in a sentence or two. Logs the error with its traceback."""
    logger.error("A form could not be saved.", exc_info=error)
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return next((sentence for kind, sentence in SENTENCES if isinstance(error, kind)), UNFORESEEN)


def gives_back(view: View) -> View:
    """Mark a view that, after `give_back`, shows the sent data in its form and does nothing else."""
    view.gives_back = True  # type: ignore[attr-defined]
    return view


def give_back(request: HttpRequest, sentence: str) -> None:
    """Make the view show the sent data again, with `sentence` above it, without saving or doing anything."""
    request.given_back = sentence  # type: ignore[attr-defined]


def given_back(request: HttpRequest) -> str:
    """The sentence to show with the form; "" if the request is to be handled normally."""
    sentence: str = getattr(request, "given_back", "")
    return sentence
