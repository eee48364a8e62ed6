"""The form for writing a story. Only the headline is required: everything else can wait until publishing."""

from collections.abc import Iterable
from typing import Any, Final

from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from js_asset import Script

from articles.admin.address import AddressForm
from articles.admin.writing.editor import BodyField
from articles.admin.writing.pickers import PickedOne
from articles.models import Article
from articles.publishing.workflow import Problem

# Sensible lengths in characters, for the counters: search engines cut titles after about 60 and descriptions after
# about 160; longer headlines take three lines on a phone, and longer standfirsts push the story off its screen.
HEADLINE: Final = {"data-sensible": 80, "data-where": "a headline"}
STANDFIRST: Final = {"data-sensible": 250, "data-where": "a standfirst"}
TITLE: Final = {"data-sensible": 60, "data-where": "search results"}
DESCRIPTION: Final = {"data-sensible": 160, "data-where": "search results"}


class ArticleForm(AddressForm):
    body = BodyField(label="Text")

    class Media:
        js = [Script("articles/writing/index.js", type="module")]

    class Meta(AddressForm.Meta):
        model = Article
        exclude: list[str] = []
        widgets = AddressForm.Meta.widgets | {
            "headline": AdminTextareaWidget(attrs={"rows": 1, "placeholder": "Headline"} | HEADLINE),
            "standfirst": AdminTextareaWidget(
                attrs={"rows": 2, "placeholder": "The paragraph under the headline"} | STANDFIRST
            ),
            "dateline": AdminTextInputWidget(attrs={"placeholder": "PORT HALE"}),
            "topic": PickedOne("topic", "Choose a topic"),
            "seo_title": AdminTextInputWidget(attrs={"placeholder": "As the headline"} | TITLE),
            "seo_description": AdminTextareaWidget(attrs={"rows": 3, "placeholder": "As the standfirst"} | DESCRIPTION),
            "notes": AdminTextareaWidget(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any] | None:
        data = super().clean()
        self._check_visibility()
        return data

    def _check_visibility(self) -> None:
        """Check what the model's constraints check, too, but show the error at the date."""
        until = self.cleaned_data.get("expires_at")
        if not until:
            return
        for name, what in (("embargo_until", "the embargo"), ("published_at", "the date of publication")):
            earliest = self.cleaned_data.get(name)
            if earliest and until <= earliest:
                self.add_error("expires_at", f"“Visible until” must be later than {what}.")
                return

    def point_out(self, problems: Iterable[Problem]) -> None:
        """Show at the fields what keeps the story from being published. For a form that was not submitted."""
        for problem in problems:
            if problem.field in self.fields:
                self.errors.setdefault(problem.field, self.error_class()).append(problem.message)
            if problem.field == "slug" and "slug" in self.fields:
                self.offer_to_take_over()
