"""Colleagues: their names, and those whom a text names by @name."""

import re
from typing import Final

from django.contrib.auth.models import User

from articles.editing import rights

# A user name as Django allows it, without the dots and signs that end a sentence.
_NAMED: Final = re.compile(r"(?<![\w.@+-])@([\w.@+-]*[\w])")


def named(person: User | None) -> str:
    """The name of a colleague: in full, or the one of the account; of one who has left, "somebody"."""
    return (person.get_full_name() or person.get_username()) if person else "somebody"


def addressed(text: str) -> list[User]:
    """The colleagues whom a text names by @ and the name of their account, whatever its case. One query, or none."""
    names = {name.casefold() for name in _NAMED.findall(text)}
    if not names:
        return []
    return [one for one in rights.colleagues() if one.get_username().casefold() in names]
