"""Where a picture is used. Every row that refers to it is followed to its owner, without importing other apps."""

from collections.abc import Iterator

from django.contrib.admin import AdminSite
from django.db.models import PROTECT, ForeignKey, ManyToOneRel, Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from media.models import Image


def places(image: Image, site: AdminSite, request: HttpRequest) -> list[SafeString]:
    """What uses a picture, each once, as links: "Article: Harbour bridge reopens".

    Places that the user may not see are only counted.
    """
    owners = dict.fromkeys(owner for row in _referring(image) if (owner := _owner(row, site)))
    seen = [one for one in owners if site.get_model_admin(type(one)).has_view_permission(request, one)]
    links = sorted(format_html("{}: {}", capfirst(owner._meta.verbose_name), link(owner)) for owner in seen)
    return links + unseen(len(owners) - len(seen))


def unseen(number: int) -> list[SafeString]:
    """The line that counts what the user may not see."""
    return [format_html("{} more that your account may not see", number)] if number else []


def _referring(image: Image) -> Iterator[Model]:
    for relation in image._meta.get_fields(include_hidden=True):
        # Rows that only mention a picture let it go.
        if isinstance(relation, ManyToOneRel) and relation.on_delete is PROTECT:
            yield from relation.related_model._base_manager.filter(**{relation.field.name: image})


def _owner(row: Model, site: AdminSite, steps: int = 2) -> Model | None:
    """The nearest row that has a page in the admin: the row itself, or what it belongs to."""
    if site.is_registered(type(row)):
        return row
    belongs_to = [field for field in row._meta.get_fields() if isinstance(field, ForeignKey)]
    for field in belongs_to if steps else []:
        parent = getattr(row, field.name) if field.related_model is not Image else None
        owner = _owner(parent, site, steps - 1) if parent else None
        if owner:
            return owner
    return None


def link(row: Model) -> SafeString:
    """A link to a row's page in the admin."""
    meta = row._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
    return format_html('<a href="{}">{}</a>', address, row)
