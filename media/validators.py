"""What may be uploaded."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File

from media.processing import PictureError, check


def validate_picture(file: "File[bytes]") -> None:
    """Raise ValidationError unless the content is a whole picture within IMAGE_MAX_BYTES and IMAGE_MAX_PIXELS.

    A file that is already stored was checked when it came in and is not read again.
    """
    if getattr(file, "_committed", False):
        return
    if file.size > settings.IMAGE_MAX_BYTES:
        size, limit = (f"{number / 1_000_000:.1f} MB" for number in (file.size, settings.IMAGE_MAX_BYTES))
        raise ValidationError(f"The file has {size}; at most {limit} are accepted.", code="too_large")
    try:
        check(file)
    except PictureError as error:
        raise ValidationError(str(error), code="unusable") from error
