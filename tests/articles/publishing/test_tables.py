"""The tables of publishing: a verb or status missing from one would break a page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.admin.publishing import verbs as buttons
from articles.admin.publishing.preview import consequences
from articles.admin.status import describe
from articles.editing.rights import NEEDS
from articles.models import Article
from articles.publishing import status, workflow
from articles.publishing.status import Status
from tests import factories

pytestmark = pytest.mark.django_db


def test_every_verb_has_a_button_and_a_right() -> None:
    assert set(buttons.NAMES) == set(workflow.VERBS)
    assert {action for model, action in NEEDS if model == "articles.article"} >= set(workflow.VERBS)


def test_every_button_says_what_follows() -> None:
    article = factories.published()
    for button in buttons.BUTTONS:
        assert consequences(button, article, timezone.now()), button


def test_every_state_is_a_status_or_told_by_the_clock() -> None:
    assert set(Article.State.values) - {"published"} <= set(Status.values)


def test_one_moment_is_one_status_for_one_story_and_for_many() -> None:
    """Including the exact times when a story appears, ends and changes."""
    article = factories.published()
    row = article.published
    row.visible_until = row.visible_from + timedelta(hours=1)
    row.save()
    for seconds in (-1, 0, 1, 3599, 3600, 3601):
        now = row.visible_from + timedelta(seconds=seconds)
        one = status.of(Article.objects.get(), now)
        assert [found for found in Status if Article.objects.filter(status.where(found, now)).exists()] == [one]
        assert describe(Article.objects.get(), now).status is one
