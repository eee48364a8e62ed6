"""What is known by its name."""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from articles.models.slugged import Slugged
from media import text

if TYPE_CHECKING:
    # Generic in the stubs alone.
    Char = models.CharField[Any, str]
else:
    Char = models.CharField

# Between the key of a name and the id of a row that had the name before it could be refused.
TWIN = "\n"


class KeyField(Char):
    """What is equal for names that are one (media.text.key), taken from `name`. To migrations it is a plain CharField.

    Of rows of before that had one name, all but one have their id behind it. They keep it until they are renamed.
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


class Named(Slugged):
    """A row with a name. `kin` are the fields in which rows must be equal for one name to be too few for two."""

    if TYPE_CHECKING:
        name: str
    name_key = KeyField(max_length=255, blank=True, default="", editable=False)

    kin: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if "name" in (fields := kwargs.get("update_fields") or ()):
            kwargs["update_fields"] = {*fields, "name_key"}
        super().save(*args, **kwargs)

    def twins(self) -> models.QuerySet[Self]:
        """Other rows whose name differs in nothing but case, form or what cannot be seen."""
        key = text.key(self.name)
        same = Q(name_key=key) | Q(name_key__startswith=key + TWIN)
        kin = {name: getattr(self, name) for name in self.kin}
        return type(self)._default_manager.filter(same, **kin).exclude(pk=self.pk)

    def refuse_twins(self) -> None:
        """Raise ValidationError where another row has the name, unless this one had it already."""
        before = type(self)._default_manager.filter(pk=self.pk).first()
        known = before and before.name_key.partition(TWIN)[0] == text.key(self.name)
        if known and all(getattr(before, name) == getattr(self, name) for name in self.kin):
            return
        if twin := self.twins().first():
            kind = self._meta.verbose_name
            told = f"There is the {kind} “{twin}” already. Use that one, or give this one another name."
            raise ValidationError({"name": ValidationError(told, code="twin")})
