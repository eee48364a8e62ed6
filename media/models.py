"""The picture library: one row for every uploaded picture, with its words and rights."""

import secrets
import uuid
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models, transaction
from django.db.models import Q

from media import text
from media.calendar import validate_moment
from media.fields import LineField, OpaqueField, TextField
from media.validators import validate_picture


def original_path(image: "Image", filename: str) -> str:
    """Where an original is stored: a new place every time, so that a replacement never overwrites the old file.

    The uploaded file's own name is not used, because it may contain anything.
    """
    return f"{image.id}/{uuid.uuid4().hex}"


def new_secret() -> str:
    """128 random bits in hexadecimal digits, too many to guess."""
    return secrets.token_hex(16)


class DigitalSourceType(models.TextChoices):
    """How a picture was made (IPTC NewsCodes, http://cv.iptc.org/newscodes/digitalsourcetype/)."""

    DIGITAL_CAPTURE = "digitalCapture", "Photograph taken with a digital camera"
    NEGATIVE_FILM = "negativeFilm", "Photograph scanned from film"
    PRINT = "print", "Scanned from a print"
    DIGITAL_CREATION = "digitalCreation", "Drawn by a person with digital tools"
    DATA_DRIVEN_MEDIA = "dataDrivenMedia", "Chart or map drawn from data"
    COMPOSITE_CAPTURE = "compositeCapture", "Composite of photographs"
    ALGORITHMICALLY_ENHANCED = "algorithmicallyEnhanced", "Photograph enhanced by software"
    TRAINED_ALGORITHMIC_MEDIA = "trainedAlgorithmicMedia", "Made by generative software"
    COMPOSITE_SYNTHETIC = "compositeSynthetic", "Composite with generated parts"


class Need(models.TextChoices):
    """What a picture must have before readers may see it."""

    CREDIT = "credit", "a credit line"
    ALT_TEXT = "alt_text", "alternative text"

    @classmethod
    def in_words(cls, needs: "Sequence[Need]") -> str:
        """Several needs as the end of a sentence that begins "It needs …"."""
        return " and ".join(str(need.label) for need in needs)


class Image(models.Model):
    """A picture with its caption, credit and rights. Field names and limits follow the IPTC Photo Metadata Standard."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Not an ImageField: it measures the file whenever a row without dimensions is loaded, and before EXIF turns it.
    file = models.FileField("picture", upload_to=original_path, validators=[validate_picture])
    title = LineField(
        max_length=200,
        blank=True,
        help_text="How editors find it; readers never see it. Left empty, it is taken from the file.",
    )
    caption = TextField(blank=True)
    credit = OpaqueField(
        "credit line",
        max_length=300,
        blank=True,
        help_text="Shown exactly as written, e.g. “© Halewood Pictures/Pool”.",
    )
    creator = LineField(max_length=300, blank=True, help_text="Who took or drew it.")
    copyright_notice = LineField(max_length=500, blank=True)
    source = LineField(max_length=300, blank=True, help_text="Who supplied it.")
    alt_text = TextField(
        "alternative text",
        blank=True,
        validators=[MaxLengthValidator(250)],
        help_text="What the picture shows, for readers who cannot see it; up to 250 characters.",
    )
    decorative = models.BooleanField(
        default=False, help_text="Says nothing that the text does not: no alternative text."
    )
    usage_terms = TextField(blank=True)
    license_url = models.URLField("licence address", blank=True)
    instructions = TextField(blank=True, help_text="For colleagues: embargoes, limits of use. Never public.")
    digital_source_type = models.CharField("how it was made", max_length=40, blank=True, choices=DigitalSourceType)
    focal_x = models.FloatField(default=0.5, help_text="0 is the left edge, 1 the right.")
    focal_y = models.FloatField(default=0.5, help_text="0 is the top edge, 1 the bottom.")
    taken_at = models.DateTimeField(null=True, blank=True, validators=[validate_moment])
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)
    checksum = models.CharField(max_length=64, blank=True, editable=False, help_text="SHA-256 of the stored file.")
    address_secret = models.CharField(
        max_length=64,
        default=new_secret,
        editable=False,
        help_text="Hexadecimal; keys the addresses of its renditions.",
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [models.Index(fields=["checksum"], name="image_checksum")]
        constraints = [
            models.CheckConstraint(
                condition=Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1),
                name="image_focal_point_inside",
                violation_error_message="The focal point must lie inside the picture: both values from 0 to 1.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save in one transaction with everything that receivers change because of this picture."""
        super().save(*args, **kwargs)

    def missing(self) -> list[Need]:
        """What must be added before a story with this picture can be published."""
        has = {
            Need.CREDIT: not text.is_blank(self.credit),
            Need.ALT_TEXT: not text.is_blank(self.alt_text) or self.decorative,
        }
        return [need for need in Need if not has[need]]
