"""Old paths, and where their content is now."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.addresses import paths
from articles.admin.address import SeesOthers
from articles.admin.fields import QuietRelations
from articles.admin.status import moment, pill
from articles.models import Redirect
from articles.redirects import circles


class RedirectForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Redirect
        fields = ["path", "kind", "article", "address", "note"]
        widgets = {
            "path": AdminTextInputWidget(attrs={"class": "wide-field"}),
            "address": AdminTextInputWidget(attrs={"class": "wide-field"}),
            "note": AdminTextareaWidget(attrs={"rows": 2}),
        }

    def clean_path(self) -> str:
        try:
            return paths.written(self.cleaned_data["path"])
        except paths.BadPath as error:
            raise ValidationError(f"The path {error}.") from error

    def clean(self) -> dict[str, Any] | None:
        """Refuse redirects that would lead in a circle, or through too many others."""
        data = super().clean()
        if not self.errors:
            values = {name: self.cleaned_data[name] for name in ("path", "kind", "article", "address")}
            if problem := circles.problem(Redirect(pk=self.instance.pk, **values)):
                raise ValidationError(problem)
        return data


@admin.register(Redirect)
class RedirectAdmin(SeesOthers, QuietRelations, admin.ModelAdmin):  # type: ignore[type-arg]
    form = RedirectForm
    list_display = ["path", "kind", "leads_to", "changed_on"]
    list_filter = ["kind"]
    list_select_related = ["article__published"]
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["path", "address", "article__headline", "note"]
    search_help_text = "Path, target or note"
    autocomplete_fields = ["article"]
    may_add_related = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("article__published").defer("article__body")

    @admin.display(description="Leads to")
    def leads_to(self, redirect: Redirect) -> SafeString | str:
        if not redirect.article:
            return redirect.address
        return format_html("{} {}", redirect.article, pill(redirect.article))

    @admin.display(description="Changed", ordering="modified_at")
    def changed_on(self, redirect: Redirect) -> str:
        return moment(redirect.modified_at, timezone.now())
