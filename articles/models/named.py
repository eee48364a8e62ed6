"""Models whose rows are known by a name."""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from articles.models.slugged import Slugged
from media import text

if TYPE_CHECKING:
    # Generic only in the stubs.
    Char = models.CharField[Any, str]
else:
    Char = models.CharField

# Between the key of a name and the id of an older row that had the name before duplicates were refused.
TWIN = "\n"


class KeyField(Char):
    """The key of `name`, equal for names that count as the same (media.text.key). A plain CharField to migrations.

    Of older rows that share a name, all but one have their id after the key. They keep it until they are renamed.
    """

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        assert isinstance(model_instance, Named)
        key = text.key(model_instance.name)
        if model_instance.name_key.partition(TWIN)[0] != key:
            model_instance.name_key = key
        return model_instance.name_key

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class FoldedField(Char):
    """What names are searched in (media.text.folded), taken from `name`. To migrations it is a plain CharField."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        assert isinstance(model_instance, Named)
        model_instance.name_folded = folded = text.folded(model_instance.name)
        return folded

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


def called(part: str, path: str = "") -> Q:
    """That a name has this part, whatever its case and accents, of which databases ignore different ones.

    `path` leads to the row with the name, as in `author__`.
    """
    folded = text.folded(part)
    return Q((f"{path}name_folded__contains", folded)) if folded else Q(pk__in=[])


class Named(Slugged):
    """A row with a name. Two rows may not share a name if all their `kin` fields are equal."""

    if TYPE_CHECKING:
        name: str
    name_key = KeyField(max_length=255, blank=True, default="", editable=False)
    name_folded = FoldedField(max_length=text.LONGEST_FOLDED, blank=True, default="", editable=False)

    kin: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if "name" in (fields := kwargs.get("update_fields") or ()):
            kwargs["update_fields"] = {*fields, "name_key", "name_folded"}
        super().save(*args, **kwargs)

    def twins(self) -> models.QuerySet[Self]:
        """Other rows whose name differs only in case, form or invisible characters."""
        key = text.key(self.name)
        same = Q(name_key=key) | Q(name_key__startswith=key + TWIN)
        kin = {name: getattr(self, name) for name in self.kin}
        return type(self)._default_manager.filter(same, **kin).exclude(pk=self.pk)

    def refuse_twins(self) -> None:
        """Raise ValidationError if another row has the name, unless this one had it already."""
        before = type(self)._default_manager.filter(pk=self.pk).first()
        known = before and before.name_key.partition(TWIN)[0] == text.key(self.name)
        if known and all(getattr(before, name) == getattr(self, name) for name in self.kin):
            return
        if twin := self.twins().first():
            kind = self._meta.verbose_name
            message = f"There is already a {kind} “{twin}”. Use that one, or give this one another name."
            raise ValidationError({"name": ValidationError(message, code="twin")})
