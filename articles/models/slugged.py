"""What has a readable address."""

from typing import Any

from django.db import IntegrityError, models, transaction

from articles import slugs

ATTEMPTS = 10


class Slugged(models.Model):
    """A row with a slug, made from its name when it is saved without one."""

    slug = models.SlugField(
        max_length=slugs.MAX_LENGTH,
        unique=True,
        blank=True,
        help_text="The readable part of the address. Made from the name or headline if empty.",
    )

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Choose a free slug if there is none, and another if somebody takes it at this very moment.

        What receivers change because of this row changes in the same transaction.
        """
        if self.slug:
            self.slug_chosen()
            super().save(*args, **kwargs)
            return
        for attempt in range(ATTEMPTS):
            self.slug = slugs.free(str(self), self.slug_taken)
            self.slug_chosen()
            try:
                with transaction.atomic():
                    super().save(*args, **kwargs)
                return
            except IntegrityError:
                if attempt == ATTEMPTS - 1 or not self.slug_taken(self.slug):
                    raise

    def slug_taken(self, slug: str) -> bool:
        """Whether another row has this slug."""
        return type(self)._default_manager.filter(slug=slug).exclude(pk=self.pk).exists()

    def slug_chosen(self) -> None:
        """For what depends on the slug, just before the row is written."""
