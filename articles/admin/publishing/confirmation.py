"""The page between a button and what it does: what readers will see, what is missing, and the confirmation."""

from uuid import UUID

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.admin.publishing import verbs
from articles.admin.publishing.preview import Preview, consequences
from articles.admin.publishing.verbs import DecisionForm, Verb
from articles.admin.status import describe
from articles.editing import content, failing, rights, versions
from articles.editing.checks import checks
from articles.editing.differences import Difference, differences
from articles.editing.published import published
from articles.models import Article, Version
from articles.publishing import previews, workflow
from articles.publishing.workflow import NotReady, PublishingError, WrongMoment

# Where a problem is solved on the writing screen.
ANCHORS = {"authors": "bylines-group", "images": "image_uses-group"}


def view(model_admin: admin.ModelAdmin, request: HttpRequest, pk: UUID, name: str) -> HttpResponse:  # type: ignore[type-arg]
    """Ask (GET), then do (POST). Errors appear with the typed text or, if nothing is typed, with the story."""
    article = _find(pk)
    rights.demand(request.user, name, article)
    verb = verbs.find(name, article)
    story = reverse("admin:articles_article_change", args=[article.pk])
    try:
        workflow.check_state(article, name)
    except PublishingError as error:
        if request.method != "POST" or not verb.form.typed:
            messages.error(request, str(error))
            return HttpResponseRedirect(story)
        return _given_back(model_admin, request, verb, article, str(error))
    if request.method != "POST":
        return _page(model_admin, request, verb, article, verb.form(initial=verb.begin(article)))
    if sentence := failing.given_back(request):
        return _given_back(model_admin, request, verb, article, sentence)
    form = verb.form(request.POST, initial=verb.begin(article))
    if not form.is_valid():
        return _page(model_admin, request, verb, article, form)
    try:
        _carry_out(model_admin, request, verb, article, form)
    except NotReady as error:
        if not verb.releases:
            form.add_error("with_text", f"The text cannot be published. {error}")
        return _page(model_admin, request, verb, _find(pk), form)
    except WrongMoment as error:
        form.add_error("at" if "at" in form.fields else None, str(error))
        return _page(model_admin, request, verb, _find(pk), form)
    except PublishingError as error:
        if verb.form.typed:
            return _given_back(model_admin, request, verb, _find(pk), str(error))
        messages.error(request, str(error))
    except Exception as error:
        return _given_back(model_admin, request, verb, _find(pk), failing.explain(error))
    else:
        messages.success(request, verb.done.format(article))
    return HttpResponseRedirect(story)


def _find(pk: UUID) -> Article:
    return get_object_or_404(Article.objects.select_related("published"), pk=pk)


@transaction.atomic
def _carry_out(
    model_admin: admin.ModelAdmin,  # type: ignore[type-arg]
    request: HttpRequest,
    verb: Verb,
    article: Article,
    form: DecisionForm,
) -> None:
    assert isinstance(request.user, User)
    seen = form.cleaned_data
    article.version, article.state, article.modified_at = seen["version"], seen["state"], seen["modified_at"]
    verb.apply(article, request.user, seen)
    if verb.releases or seen.get("with_text"):
        versions.record(article, request.user, Version.Origin.PUBLISHED)
    model_admin.log_change(request, article, verb.past)


def _given_back(
    model_admin: admin.ModelAdmin,  # type: ignore[type-arg]
    request: HttpRequest,
    verb: Verb,
    article: Article,
    sentence: str,
) -> HttpResponse:
    """The typed text with the story as it is now, which an editor who confirms again has then seen."""
    data = request.POST.copy()
    for name, value in DecisionForm.seen(article).items():
        data[name] = str(value)
    form = verb.form(data, initial=verb.begin(article))
    form.add_error(None, sentence)
    return _page(model_admin, request, verb, article, form)


def _differences(article: Article) -> list[Difference]:
    """What readers will see changed."""
    before = published(article)
    return differences(before, content.take(article)) if before else []


def _page(
    model_admin: admin.ModelAdmin,  # type: ignore[type-arg]
    request: HttpRequest,
    verb: Verb,
    article: Article,
    form: DecisionForm,
) -> HttpResponse:
    problems = workflow.problems(article) if verb.releases else []
    context = model_admin.admin_site.each_context(request) | {
        "title": verb.question,
        "opts": Article._meta,
        "original": article,
        "verb": verb,
        "form": form,
        "status": describe(article),
        "problems": [(ANCHORS.get(one.field, f"field-{one.field}"), one.message) for one in problems],
        "preview": Preview.of(article) if verb.releases else None,
        "frame": previews.framed(article) if verb.releases else None,
        "checks": [(ANCHORS.get(one.field, f"field-{one.field}"), one.message) for one in checks(article)]
        if verb.releases
        else [],
        "differences": _differences(article) if verb.releases else [],
        "consequences": consequences(verb, article),
    }
    return TemplateResponse(request, "admin/articles/article/confirm.html", context)
