"""Handing a story over: the buttons, and the page between a button and its move, with the colleague and the note."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.admin.status import describe
from articles.editing import failing, rights
from articles.editing import handing_over as desk
from articles.editing.colleagues import named
from articles.editing.handing_over import NoteMissing, NotThere, Seen, hand_over
from articles.editing.moves import MOVES
from articles.models import Article, Handover
from articles.publishing.workflow import PublishingError

# The last hand-overs, under the state of a story.
SHOWN: Final = 5


@dataclass(frozen=True)
class Button:
    name: str
    label: str
    question: str
    confirm: str
    done: str
    # The label of the choice of a colleague; "" if there is none to make.
    to: str = ""


BUTTONS: Final = {
    button.name: button
    for button in (
        Button("submit", "Submit for review…", "Submit this story?", "Submit it", "“{}” is in review.", "Reviewed by"),
        Button("approve", "Mark as ready…", "Is this story ready?", "Mark it as ready", "“{}” is ready.", "Goes on to"),
        Button("send_back", "Send back…", "Send this story back?", "Send it back", "“{}” is sent back.", "Written by"),
        Button("take_back", "Take back…", "Take this story back?", "Take it back", "“{}” is yours to write again."),
        Button("assign", "Assign…", "Whose story is this?", "Assign it", "“{}” is assigned.", "Assigned to"),
    )
}


class Colleague(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, person: User) -> str:
        return named(person)


class HandoverForm(forms.Form):
    """The colleague, the note, and where the story was when the page was opened."""

    template_name = "admin/articles/form.html"
    use_required_attribute = False
    to = Colleague(User.objects.none(), required=False, empty_label="Nobody in particular")
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For colleagues; never public.",
    )
    stage = forms.ChoiceField(choices=Article.Stage.choices, widget=forms.HiddenInput)
    assigned_to = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, button: Button, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        if button.to:
            self.fields["to"].queryset = rights.colleagues()  # type: ignore[attr-defined]
            self.fields["to"].label = button.to
        else:
            del self.fields["to"]

    @property
    def seen(self) -> Seen:
        return Seen(self.cleaned_data["stage"], self.cleaned_data["assigned_to"])


def view(model_admin: admin.ModelAdmin, request: HttpRequest, pk: UUID, name: str) -> HttpResponse:  # type: ignore[type-arg]
    """Ask (GET), then move the story (POST). Errors appear with everything that was typed."""
    if name not in BUTTONS:
        raise Http404
    article = get_object_or_404(Article.objects.select_related("published", "assigned_to", "created_by"), pk=pk)
    rights.demand(request.user, name, article)
    assert isinstance(request.user, User)
    button = BUTTONS[name]
    if request.method != "POST":
        try:
            desk.check(article, name)
        except PublishingError as error:
            messages.error(request, str(error))
            return _to_story(article)
        return _page(model_admin, request, button, article, HandoverForm(button, initial=_begin(button, article)))
    if sentence := failing.given_back(request):
        return _given_back(model_admin, request, button, article, sentence)
    form = HandoverForm(button, request.POST)
    if not form.is_valid():
        return _page(model_admin, request, button, article, form)
    try:
        to = form.cleaned_data.get("to") or (request.user if name == "take_back" else None)
        hand_over(article, name, request.user, to=to, note=form.cleaned_data["note"], seen=form.seen)
    except (NoteMissing, NotThere) as error:
        form.add_error("note" if isinstance(error, NoteMissing) else "to", str(error))
        return _page(model_admin, request, button, article, form)
    except PublishingError as error:
        return _given_back(model_admin, request, button, article, str(error))
    model_admin.log_change(request, article, f"{MOVES[name].past.capitalize()}.")
    messages.success(request, button.done.format(article))
    return _to_story(article)


def _given_back(
    model_admin: admin.ModelAdmin,  # type: ignore[type-arg]
    request: HttpRequest,
    button: Button,
    article: Article,
    sentence: str,
) -> HttpResponse:
    """What was typed, with the story where it is now, which a person who confirms again has then seen."""
    article.refresh_from_db()
    data = request.POST.copy()
    for field, value in _now(article).items():
        data[field] = str(value)
    form = HandoverForm(button, data)
    form.add_error(None, sentence)
    return _page(model_admin, request, button, article, form)


def buttons(request: HttpRequest, article: Article) -> list[Button]:
    """Those that the account may use now."""
    return [BUTTONS[name] for name in desk.offered(article) if rights.may(request.user, name, article)]


def latest(article: Article) -> list[Handover]:
    return list(Handover.objects.filter(article=article).select_related("by", "to")[:SHOWN])


def _begin(button: Button, article: Article) -> dict[str, Any]:
    """What the page proposes: work that is sent back goes to whom it came from."""
    begun = dict(_now(article))
    if button.name == "send_back":
        submitted = Handover.objects.filter(article=article, move="submit").first()
        begun["to"] = submitted.by_id if submitted else article.created_by_id
    elif button.name == "assign":
        begun["to"] = article.assigned_to_id
    return begun


def _now(article: Article) -> dict[str, Any]:
    return {"stage": article.stage, "assigned_to": article.assigned_to_id or ""}


def _to_story(article: Article) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def _page(
    model_admin: admin.ModelAdmin,  # type: ignore[type-arg]
    request: HttpRequest,
    button: Button,
    article: Article,
    form: HandoverForm,
) -> HttpResponse:
    context = model_admin.admin_site.each_context(request) | {
        "title": button.question,
        "opts": Article._meta,
        "original": article,
        "button": button,
        "form": form,
        "status": describe(article),
        "handovers": latest(article),
    }
    return TemplateResponse(request, "admin/articles/article/hand_over.html", context)
