"""How an account has set the admin for itself: the topics of its desk."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse

from articles.models import Preference, Topic


def topics_of(user: User) -> list[Topic]:
    """The topics whose stories an account wants on its desk; none for all."""
    return list(
        Topic.objects.filter(pk__in=Preference.topics.through.objects.filter(preference=user.pk).values("topic"))
    )


def within(topics: Iterable[Topic]) -> Q:
    """The condition for stories of some topics and of those below them; of all stories if there are none."""
    return reduce(or_, (Q(topic__path__startswith=topic.path) for topic in topics), Q())


def keep_topics(model_admin: admin.ModelAdmin, request: HttpRequest) -> HttpResponse:  # type: ignore[type-arg]
    """Keep the chosen topics (POST, `topic` for each), and go back to the desk."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    asked = request.POST.getlist("topic")
    chosen = Topic.objects.filter(slug__in=asked)
    if len(chosen) < len(set(asked)):
        messages.warning(request, "A topic is no longer there, and was left out.")
    assert isinstance(request.user, User)
    preference, _ = Preference.objects.get_or_create(user=request.user)
    preference.topics.set(chosen)
    return HttpResponseRedirect(reverse("admin:index"))
