"""Text columns that clean their values with media.text, however they are filled.

Forms and `full_clean()` clean values before they validate them; `save()`, `bulk_create()` and `update()` clean values
that come without either. To the database, and so to migrations, they are ordinary text columns.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models

from media import text

if TYPE_CHECKING:
    # Generic only in the stubs.
    Char = models.CharField[Any, str]
    Text = models.TextField[Any, str]
else:
    Char, Text = models.CharField, models.TextField

Clean = Callable[[str], str]


class CleanFormField(forms.CharField):
    """Cleans what was typed as the column does; an old value that nobody touched does not count as changed."""

    def __init__(self, *, tidy: Clean, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.tidy = tidy

    def to_python(self, value: Any) -> str:
        return super().to_python(self.tidy(value) if isinstance(value, str) else value) or ""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.to_python(initial), data)


class _Cleaned(models.Field if TYPE_CHECKING else object):  # type: ignore[misc]
    """The behaviour that the columns below share."""

    @staticmethod
    def tidy(text: str) -> str:
        """The text, cleaned for this column."""
        raise NotImplementedError

    def to_python(self, value: Any) -> Any:
        return self._tidied(super().to_python(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Put the cleaned value on the instance too, so that it has what the database has."""
        value = self._tidied(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return super().get_db_prep_save(self._tidied(value), connection)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": partial(CleanFormField, tidy=self.tidy)} | kwargs)

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.get_internal_type()}", args, kwargs

    def _tidied(self, value: Any) -> Any:
        return self.tidy(value) if isinstance(value, str) else value


class TextField(_Cleaned, Text):
    """Running text of several lines."""

    tidy = staticmethod(text.clean)


class LineField(_Cleaned, Char):
    """Text of one line."""

    tidy = staticmethod(text.line)


class NameField(_Cleaned, Char):
    """The name of a unique thing."""

    tidy = staticmethod(text.name)


class OpaqueField(_Cleaned, Char):
    """A line that is printed byte for byte."""

    tidy = staticmethod(text.opaque)
