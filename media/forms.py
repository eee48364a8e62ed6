"""The form in which editors describe a picture."""

from datetime import UTC, datetime
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format

from media import calendar
from media.processing import ACCEPTED_NAMES

ACCEPT: Final = "image/jpeg,image/png,image/webp,image/avif,image/gif"


class MomentInput(forms.DateTimeInput):
    """The browser's own date and time picker."""

    input_type = "datetime-local"
    supports_microseconds = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        # With these limits, browsers accept only years of four digits.
        least, most = f"{calendar.YEARS[0]}-01-01T00:00", f"{calendar.YEARS[-1]}-12-31T23:59:59"
        super().__init__({"min": least, "max": most} | (attrs or {}))

    def format_value(self, value: Any) -> str | None:
        """Pad years below 1000 to four digits, because browsers show nothing otherwise."""
        if isinstance(value, datetime):
            return value.replace(microsecond=0, tzinfo=None).isoformat()
        return super().format_value(value)


class MomentField(forms.DateTimeField):
    """A date and time by the newsroom's clocks. An untouched value stays exact to the microsecond."""

    widget = MomentInput
    # What the form began with.
    seen: datetime | None = None

    def get_bound_field(self, form: Any, field_name: str) -> forms.BoundField:
        bound = super().get_bound_field(form, field_name)
        if isinstance(bound.initial, datetime):
            self.seen = bound.initial
            bound.help_text = f"{bound.help_text} {told_apart(self.seen)}".strip()
        return bound

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime) and timezone.is_aware(value):
            return calendar.local(value)
        return value

    def to_python(self, value: Any) -> datetime | None:
        typed = _as_typed(value)
        if typed is None:
            return super().to_python(value)
        if self.seen and typed == self.prepare_value(self.seen).replace(tzinfo=None, microsecond=0, fold=0):
            return self.seen
        if typed.year not in calendar.YEARS:
            raise ValidationError(calendar.RIGHT_YEAR, code="year")
        try:
            return calendar.first(typed)
        except calendar.Skipped as skipped:
            raise ValidationError(
                f"The clocks are put forward and never show {typed:%H:%M} on that day. "
                f"The next possible time is {date_format(skipped.following, 'j F Y, H:i')}.",
                code="skipped",
            ) from skipped

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return not self.disabled and bool(self.to_python(data) != initial)
        except ValidationError:
            return True


def _as_typed(value: Any) -> datetime | None:
    """What a browser sends for MomentInput; None for anything else."""
    if not isinstance(value, str):
        return None
    try:
        typed = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return None if typed.tzinfo else typed


def told_apart(moment: datetime) -> str:
    """Which of two times is meant if the clocks show this one twice, as a sentence; else nothing."""
    if not calendar.comes_twice(moment):
        return ""
    return f"The clocks show this time twice; it is {moment.astimezone(UTC):%H:%M} UTC."


class ImageForm(forms.ModelForm):  # type: ignore[type-arg]
    """Completed by ImageAdmin, whose fieldsets say which fields there are."""

    class Meta:
        widgets = {
            # Not the admin's widget: it links to the original, which has no address.
            "file": forms.FileInput(attrs={"accept": ACCEPT}),
            "focal_x": forms.NumberInput(attrs={"min": 0, "max": 1, "step": "0.01"}),
            "focal_y": forms.NumberInput(attrs={"min": 0, "max": 1, "step": "0.01"}),
        }
        labels = {"focal_x": "Focal point, from the left", "focal_y": "Focal point, from the top"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            # newsroom/theme/static/theme/sending.js checks the size before it sends anything.
            self.fields["file"].widget.attrs["data-most-bytes"] = settings.IMAGE_MAX_BYTES
            self.fields["file"].help_text = (
                f"{ACCEPTED_NAMES}, up to {settings.IMAGE_MAX_BYTES / 1_000_000:g} MB. "
                "Empty fields are filled from the caption, credit and date inside the file."
            )
            if not self.instance._state.adding:
                self.fields["file"].label = "Replace the picture"
        for name in ("caption", "alt_text", "usage_terms", "instructions"):
            if name in self.fields:
                self.fields[name].widget.attrs["rows"] = 2
