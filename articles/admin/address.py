"""The address of a story, topic, tag, author or collection, in forms."""

from typing import Any, ClassVar, Final

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db import IntegrityError
from django.http import HttpRequest

TAKE_OVER: Final = "take_over"


class AddressInput(AdminTextInputWidget):
    """An input with a box to tick if the address was once another row's."""

    template_name = "admin/articles/address.html"
    offered = False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"take_over": TAKE_OVER if self.offered else ""}


class AddressForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        widgets: ClassVar[dict[str, Any]] = {"slug": AddressInput}

    def clean(self) -> dict[str, Any] | None:
        self.instance.take_over = bool(self.data.get(TAKE_OVER))
        return super().clean()

    def add_error(self, field: str | None, error: Any) -> None:
        super().add_error(field, error)
        if self.has_error("slug", "former"):
            self.offer_to_take_over()

    def offer_to_take_over(self) -> None:
        self.fields["slug"].widget.offered = True


class SeesOthers(admin.ModelAdmin):  # type: ignore[type-arg]
    """Reports a name or address that somebody takes at the same time as one that was taken before."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            # The other row exists by now, and the form finds it.
            return super().changeform_view(request, *args, **kwargs)
