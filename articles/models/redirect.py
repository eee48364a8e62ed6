"""Redirects: old paths of the front end, and where their content is now."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models import Q

from articles.addresses import paths
from articles.models.article import Article
from media.fields import LineField, TextField

# A path that browsers do not read as another host, as they do "//host" and "/\host".
_PATH = RegexValidator(r"\A/(?![/\\])[^\s\\\x00-\x1f\x7f]*\Z")
_WEB = URLValidator(schemes=["http", "https"])


def validate_address(value: str) -> None:
    """Raise ValidationError unless `value` is a path, or an http or https address."""
    try:
        (_PATH if value.startswith("/") else _WEB)(value)
    except ValidationError as error:
        right = "Write an address that begins with https:// or http://, or a path that begins with one slash."
        raise ValidationError(right, code="invalid") from error


class PathField(models.CharField):  # type: ignore[type-arg]  # not generic where Django runs
    """A path with its query, brought to the form of `articles.addresses.paths.key`."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        if not isinstance(value, str):
            return value
        try:
            return paths.written(value)
        except paths.BadPath as error:
            raise ValidationError(f"The path {error}.", code="invalid") from error


class Redirect(models.Model):
    """An old path. It leads to a story or an address, or says that its content is gone for good."""

    class Kind(models.TextChoices):
        PERMANENT = "permanent", "Permanent (301)"
        TEMPORARY = "temporary", "Temporary (302)"
        GONE = "gone", "Gone for good (410)"

    path = PathField(
        "old path",
        max_length=paths.LONGEST,
        unique=True,
        help_text="Such as /2019/bridge.html or /?p=17, or the whole address at the old site. Capitals and a slash at "
        "the end change nothing, nor does the order of parameters. What has parameters needs a row of its own.",
    )
    kind = models.CharField(
        max_length=20,
        choices=Kind,
        default=Kind.PERMANENT,
        help_text="Browsers and search engines remember a permanent one.",
    )
    article = models.ForeignKey(
        Article,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="redirects",
        verbose_name="to this story",
        help_text="Wherever it moves. While readers do not see it, the path leads nowhere.",
    )
    address = LineField(
        "or to this address",
        max_length=2000,
        blank=True,
        validators=[validate_address],
        help_text="A path of the front end, such as /about, or an address elsewhere, such as https://example.com/shop.",
    )
    note = TextField(blank=True, help_text="For colleagues: why, and since when. Never public.")
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="gone", article=None, address="")
                | (~Q(kind="gone") & (Q(article=None) ^ Q(address=""))),
                name="redirect_leads_somewhere",
                violation_error_message="Choose a story or an address, not both; what is gone has neither.",
            )
        ]

    def __str__(self) -> str:
        path: str = self.path
        return path
