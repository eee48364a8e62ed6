"""Boxes in which rows are chosen by searching, for values that may be anything."""

from typing import TYPE_CHECKING, Any

from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES


def may_be_key(field: Any, value: str) -> bool:
    """Whether a row could have this key. Databases fail on others."""
    try:
        field.clean(value, None)
    except ValidationError:
        return False
    return "\0" not in value


class _OnlyKeys(AutocompleteMixin if TYPE_CHECKING else object):  # type: ignore[misc]
    """Autocompletes ask the database for what was chosen, to show it. Databases fail on what can be no key."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        key = self.field.remote_field.model._meta.pk
        chosen = [one for one in value if one in EMPTY_VALUES or may_be_key(key, str(one))]
        return super().optgroups(name, chosen, attr)


class Choice(_OnlyKeys, AutocompleteSelect):
    pass


class Choices(_OnlyKeys, AutocompleteSelectMultiple):
    pass
