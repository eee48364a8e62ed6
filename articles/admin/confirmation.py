"""The page between a button and what it does: what readers will see, what is missing, and the last word."""

from uuid import UUID

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from articles import log, workflow
from articles.admin import verbs
from articles.admin.preview import Preview, consequences
from articles.admin.status import describe
from articles.admin.verbs import DecisionForm, Verb
from articles.models import Article
from articles.workflow import Conflict, NotReady, Passed, PublishingError

# Where on the writing screen a problem is mended.
ANCHORS = {"authors": "bylines-group", "images": "image_uses-group"}


def view(model_admin: admin.ModelAdmin, request: HttpRequest, pk: UUID, name: str) -> HttpResponse:  # type: ignore[type-arg]
    """Ask (GET), then do (POST). Leads back to the story with a message, whatever came of it."""
    article = get_object_or_404(Article.objects.select_related("published"), pk=pk)
    if not (request.user.has_perm("articles.publish_article") and model_admin.has_change_permission(request, article)):
        raise PermissionDenied
    verb = verbs.find(name, article)
    story = reverse("admin:articles_article_change", args=[article.pk])
    try:
        workflow.check_state(article, name)
        form = verb.form(request.POST or None, initial=DecisionForm.seen(article))
        if request.method == "POST" and form.is_valid():
            assert isinstance(request.user, User)
            decide(verb, article, request.user, form)
            model_admin.log_change(request, article, f"{workflow.PAST[name].capitalize()}.")
            messages.success(request, verb.done.format(article))
            return HttpResponseRedirect(story)
    except NotReady:
        return HttpResponseRedirect(request.path)
    except Passed as error:
        form.add_error("at", str(error))
    except PublishingError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(story)
    return TemplateResponse(
        request, "admin/articles/article/confirm.html", _context(model_admin, request, verb, article, form)
    )


@transaction.atomic
def decide(verb: Verb, article: Article, user: User, form: DecisionForm) -> None:
    """Do it, unless somebody has changed the story since the editor looked. Raises PublishingError."""
    log.lock()
    now = Article.objects.select_for_update().get(pk=article.pk)
    seen = form.cleaned_data
    unchanged = now.modified_at == seen["modified_at"]
    if verb.releases and (now.version, now.state) == (seen["version"], seen["state"]) and not unchanged:
        raise Conflict(f"“{now}” was changed while you were looking. Look at it again, then decide.")
    article.version, article.state = seen["version"], seen["state"]
    verb.apply(article, user, seen)


def _context(
    model_admin: admin.ModelAdmin,  # type: ignore[type-arg]
    request: HttpRequest,
    verb: Verb,
    article: Article,
    form: DecisionForm,
) -> dict[str, object]:
    problems = workflow.problems(article) if verb.releases else []
    return model_admin.admin_site.each_context(request) | {
        "title": verb.question,
        "opts": Article._meta,
        "original": article,
        "verb": verb,
        "form": form,
        "status": describe(article),
        "problems": [(ANCHORS.get(one.field, f"field-{one.field}"), one.message) for one in problems],
        "preview": Preview.of(article) if verb.releases else None,
        "consequences": consequences(verb, article),
    }
