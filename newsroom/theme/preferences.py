"""The page on which an account sets the admin for itself."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.editing import failing
from articles.models import Preference
from newsroom.theme import clocks


class PreferenceForm(forms.Form):
    template_name = "admin/articles/form.html"
    use_required_attribute = False
    time_zone = forms.ChoiceField(
        label="Time zone",
        required=False,
        help_text="Dates in the admin are shown and typed by these clocks.",
        error_messages={"invalid_choice": "Choose a time zone from the list, such as Europe/Lisbon."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        zones = [(name, name.replace("_", " ")) for name in sorted(available_timezones())]
        fields: Any = self.fields
        fields["time_zone"].choices = [("", f"The newsroom's: {settings.TIME_ZONE}"), *zones]


@failing.gives_back
def view(request: HttpRequest) -> HttpResponse:
    """Show what is set (GET), and keep what was chosen (POST)."""
    assert isinstance(request.user, User)
    kept = Preference.objects.filter(user=request.user).first()
    form = PreferenceForm(initial={"time_zone": kept.time_zone if kept else ""})
    if request.method == "POST":
        form = PreferenceForm(request.POST)
        if sentence := failing.given_back(request):
            form.add_error(None, sentence)
        elif form.is_valid():
            zone = form.cleaned_data["time_zone"]
            Preference.objects.update_or_create(user=request.user, defaults={"time_zone": zone})
            clocks.remember(request, zone)
            messages.success(request, "Kept. Windows that are open elsewhere follow when you sign in there again.")
            return HttpResponseRedirect(reverse("preferences"))
    context = admin.site.each_context(request) | {"title": "Preferences", "form": form}
    return TemplateResponse(request, "admin/preferences.html", context)
