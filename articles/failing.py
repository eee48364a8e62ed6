"""When a form could not be saved: what the editor is told, and how a view gives back what was typed."""

import logging
from collections.abc import Callable
from typing import Any, Final, TypeVar

from django.core.exceptions import ValidationError
from django.db import DataError, Error, IntegrityError
from django.http import HttpRequest

View = TypeVar("View", bound=Callable[..., Any])

logger = logging.getLogger(__name__)

# The first kind that fits.
SENTENCES: Final[list[tuple[type[Exception], str]]] = [
    (
        IntegrityError,
        "Not saved: a colleague has just saved or deleted something that belongs to it. "
        "Everything you wrote is still here: look at what you chose, then save again.",
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
        "If that does not help, tell whoever runs the system.",
    ),
    (
        OSError,
        "Not saved: a file could not be stored. Everything you wrote is still here: wait a moment, then save again. "
        "If that does not help, tell whoever runs the system.",
    ),
]
UNFORESEEN: Final = (
    "Not saved: something in it could not be dealt with, and whoever runs the system can see what. "
    "Everything you wrote is still here: take out what you pasted or changed last, then save again."
)


def explain(error: Exception) -> str:
    """One sentence for the editor on what to do; the error itself, with its traceback, for the log."""
    logger.error("A form could not be saved.", exc_info=error)
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return next((sentence for kind, sentence in SENTENCES if isinstance(error, kind)), UNFORESEEN)


def gives_back(view: View) -> View:
    """Mark a view that, asked by `give_back`, shows what was sent in its form and does nothing with it."""
    view.gives_back = True  # type: ignore[attr-defined]
    return view


def give_back(request: HttpRequest, sentence: str) -> None:
    """Have what was sent shown again, with `sentence` above it, and neither saved nor done."""
    request.given_back = sentence  # type: ignore[attr-defined]


def given_back(request: HttpRequest) -> str:
    """The sentence to show the form with, or nothing if it is to be dealt with."""
    sentence: str = getattr(request, "given_back", "")
    return sentence
