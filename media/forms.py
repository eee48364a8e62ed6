"""The form that editors describe a picture with."""

from typing import Any, Final

from django import forms
from django.conf import settings

from media.processing import ACCEPTED_NAMES

ACCEPT: Final = "image/jpeg,image/png,image/webp,image/avif,image/gif"


class MomentInput(forms.DateTimeInput):
    """The browser's own picker of a date and time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M:%S")


class ImageForm(forms.ModelForm):  # type: ignore[type-arg]
    """Completed by ImageAdmin, whose fieldsets say which fields there are."""

    class Meta:
        widgets = {
            # Not Django's admin widget: that links to the original, which has no address.
            "file": forms.FileInput(attrs={"accept": ACCEPT}),
            "focal_x": forms.NumberInput(attrs={"min": 0, "max": 1, "step": "0.01"}),
            "focal_y": forms.NumberInput(attrs={"min": 0, "max": 1, "step": "0.01"}),
        }
        labels = {"focal_x": "Focal point, from the left", "focal_y": "Focal point, from the top"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].help_text = (
                f"{ACCEPTED_NAMES}, up to {settings.IMAGE_MAX_BYTES / 1_000_000:g} MB. "
                "The caption, credit and date inside the file fill the fields that are left empty."
            )
            if not self.instance._state.adding:
                self.fields["file"].label = "Replace the picture"
        for name in ("caption", "alt_text", "usage_terms", "instructions"):
            if name in self.fields:
                self.fields[name].widget.attrs["rows"] = 2
