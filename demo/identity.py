"""Finds the demonstration's own rows again, however editors have changed them."""

from collections.abc import Iterable
from typing import Final, TypeVar
from uuid import UUID, uuid5

from django.db.models import Model, Q

Row = TypeVar("Row", bound=Model)

# The namespace for the keys of demo rows (RFC 9562, version 5).
NAMESPACE: Final = UUID("6b0f3f5a-58c4-4a52-9d8e-0e5e1f6b7c11")


def key(model: type[Model], name: str) -> UUID:
    """The primary key of the demo row with this name."""
    return uuid5(NAMESPACE, f"{model._meta.model_name}:{name}")


def known(model: type[Row], slugs: Iterable[str]) -> dict[str, Row]:
    """The existing rows, by the demo's slugs: its own rows, even if renamed, or others with such a slug."""
    names = {key(model, slug): slug for slug in slugs}
    rows = model._default_manager.filter(Q(pk__in=names) | Q(slug__in=names.values()))
    by_slug = {str(row.slug): row for row in rows}  # type: ignore[attr-defined]
    return by_slug | {names[row.pk]: row for row in rows if row.pk in names}
