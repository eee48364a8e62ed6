"""Models whose rows have a readable address."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import IntegrityError, models, transaction
from django.db.models import Q

from articles.addresses import slugs

if TYPE_CHECKING:
    # Generic only in the stubs.
    SlugField = models.SlugField[Any, str]
else:
    SlugField = models.SlugField

ATTEMPTS = 10


class AddressFormField(forms.SlugField):
    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").lower()


class AddressField(SlugField):
    """A slug (articles.addresses.slugs), made lower case. To migrations it is a plain SlugField."""

    default_validators = [validate_slug, slugs.validate]

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return value.lower() if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        """Unchanged, without to_python: look-ups compare slugs exactly."""
        return models.Field.get_prep_value(self, value)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": AddressFormField} | kwargs)

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.SlugField", args, kwargs


@dataclass(frozen=True)
class Holding:
    """A message for editors that another row has an address. `former`: it is a former address of that row."""

    message: str
    former: bool = False


def _has(row: models.Model) -> Holding:
    return Holding(f"“{row}” has this address. Choose another one.")


def _had(row: models.Model) -> Holding:
    choice = "Choose another one, or tick “Take this address over” and save again: the links then lead here."
    return Holding(f"This was an address of “{row}”, and links to it lead there. {choice}", former=True)


class Slugged(models.Model):
    """A row with a slug, made from its name if it is saved without one. `former_slugs` are those it had before."""

    slug = AddressField(
        max_length=slugs.MAX_LENGTH,
        unique=True,
        blank=True,
        help_text="The readable part of the address. Made from the name or headline if empty.",
    )

    # Set when the editor has agreed that links to another row's former address will lead to this row.
    take_over = False

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Choose a free slug if there is none, and another one if somebody takes it at the same time.

        What signal receivers change because of this row changes in the same transaction. Raises ValidationError for a
        slug that may not be part of an address.
        """
        if self.slug:
            self.slug = self.slug.lower()
            slugs.validate(self.slug)
            self.slug_chosen()
            super().save(*args, **kwargs)
            return
        for attempt in range(ATTEMPTS):
            self.slug = slugs.free(str(self), self.held)
            self.slug_chosen()
            try:
                with transaction.atomic():
                    super().save(*args, **kwargs)
                return
            except IntegrityError:
                if attempt == ATTEMPTS - 1 or not self.held(self.slug):
                    raise

    def clean(self) -> None:
        """Refuse a new address that another row has, or had."""
        super().clean()
        others = type(self)._default_manager
        if not self.slug or others.filter(pk=self.pk, slug=self.slug).exists():
            return
        holding = self.held(self.slug)
        if holding and not (holding.former and self.take_over):
            raise ValidationError(
                {"slug": ValidationError(holding.message, code="former" if holding.former else "held")}
            )

    def held(self, slug: str) -> Holding | None:
        """The other row that has or had this address, if any."""
        others = type(self)._default_manager.exclude(pk=self.pk)
        if row := others.filter(slug=slug).first():
            return _has(row)
        if row := others.filter(Q(("former_slugs__slug", slug))).first():
            return _had(row)
        return None

    def slug_chosen(self) -> None:
        """A hook to set what depends on the slug, called just before the row is written."""


class FormerAddress(models.Model):
    """An address that a row once had. It leads to the present one until another row takes it over."""

    slug = models.SlugField(max_length=slugs.MAX_LENGTH, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        verbose_name = "former address"
        verbose_name_plural = "former addresses"

    def __str__(self) -> str:
        return self.slug
