"""Keeps the admin's lists working whatever dates are in their rows and addresses."""

import re
from datetime import datetime
from typing import Any, Final

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateField, DateTimeField, Model
from django.http import QueryDict
from django.utils import timezone

from media import calendar

# Lookups whose value has no year.
WITHOUT_YEAR: Final = {"month", "day", "week", "week_day", "iso_week_day", "quarter", "hour", "minute", "second"} | {
    "isnull",
    "time",
}
YEAR: Final = re.compile(r"\s*(\d{4})(?!\d)", re.ASCII)


def refuse(model: Any, parameters: QueryDict) -> None:
    """Raise IncorrectLookupParameters for dates that no row can have: databases fail on some of them."""
    for name, values in parameters.lists():
        if _asks_for_a_date(model, name) and not all(_is_near(one) for value in values for one in value.split(",")):
            raise IncorrectLookupParameters(f"{name} is out of range.")


def leave_out_of_hierarchy(changelist: Any) -> Any:
    """Leave impossible dates out of the date hierarchy, which begins with the first and last date found."""
    if name := changelist.date_hierarchy:
        zone = timezone.get_current_timezone()
        first, end = (datetime(year, 1, 1, tzinfo=zone) for year in (calendar.YEARS.start, calendar.YEARS.stop))
        # This does not affect the rows of the page, which are already selected.
        changelist.queryset = changelist.queryset.filter(**{f"{name}__gte": first, f"{name}__lt": end})
    return changelist


def hide(obj: Model) -> None:
    """Empty a row's dates that cannot be shown as text. Its form still shows them, and they must be corrected there."""
    for field in obj._meta.concrete_fields:
        moment = getattr(obj, field.attname)
        if isinstance(field, DateTimeField) and moment and not calendar.is_within(moment):
            setattr(obj, field.attname, None)


def _asks_for_a_date(model: Any, name: str) -> bool:
    first, *others = name.split("__")
    try:
        field = model._meta.get_field(first)
    except FieldDoesNotExist:
        return False
    if field.is_relation:
        return bool(others) and _asks_for_a_date(field.related_model, "__".join(others))
    return isinstance(field, DateField) and not WITHOUT_YEAR & set(others)


def _is_near(value: str) -> bool:
    found = YEAR.match(value)
    return found is not None and int(found[1]) in calendar.YEARS
