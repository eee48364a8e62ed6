"""How a story goes from hand to hand before it is published."""

import pytest
from django.contrib.auth.models import User

from articles.editing.handing_over import NoteMissing, NotThere, Seen, hand_over, offered
from articles.editing.moves import MOVES
from articles.models import Article, Handover
from articles.publishing import status, verbs
from articles.publishing.workflow import Conflict, WrongState
from tests import factories
from tests.articles.admin.conftest import REPORTER, user

pytestmark = pytest.mark.django_db

Stage = Article.Stage


@pytest.fixture
def ana() -> User:
    return user("ana", REPORTER)


@pytest.fixture
def ben() -> User:
    return user("ben", ["view_article", "change_article"])


def where(article: Article) -> tuple[str, User | None]:
    stored = Article.objects.get(pk=article.pk)
    return stored.stage, stored.assigned_to


def test_a_story_goes_to_a_colleague_comes_back_with_a_reason_and_becomes_ready(ana: User, ben: User) -> None:
    story = factories.draft(created_by=ana)
    modified_at = story.modified_at
    assert offered(story) == ["submit", "approve", "assign"]
    hand_over(story, "submit", ana, to=ben, note="Please check the sums.")
    assert where(story) == (Stage.IN_REVIEW, ben)
    assert offered(story) == ["take_back", "approve", "send_back", "assign"]
    hand_over(story, "send_back", ben, to=ana, note="Whose sums?")
    assert where(story) == (Stage.WRITING, ana)
    hand_over(story, "submit", ana)
    hand_over(story, "take_back", ana, to=ana)
    hand_over(story, "approve", ben)
    assert where(story) == (Stage.READY, None)
    assert offered(story) == ["send_back", "assign"]
    hand_over(story, "assign", ben, to=ana)
    assert where(story) == (Stage.READY, ana)
    assert [(one.move, one.by, one.to, one.note) for one in reversed(Handover.objects.filter(article=story))] == [
        ("submit", ana, ben, "Please check the sums."),
        ("send_back", ben, ana, "Whose sums?"),
        ("submit", ana, None, ""),
        ("take_back", ana, ana, ""),
        ("approve", ben, None, ""),
        ("assign", ben, ana, ""),
    ]
    # Nothing that readers could see has changed.
    assert Article.objects.get(pk=story.pk).modified_at == modified_at


def test_a_story_that_comes_back_says_why(ana: User, ben: User) -> None:
    story = factories.draft()
    hand_over(story, "submit", ana)
    with pytest.raises(NoteMissing, match="Say why"):
        hand_over(story, "send_back", ben, to=ana, note=" \n")
    assert where(story) == (Stage.IN_REVIEW, None)


def test_it_goes_only_to_those_who_see_stories(ana: User) -> None:
    story = factories.draft()
    stranger, gone = user("stranger", ["view_image"]), user("gone", REPORTER)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    for nobody in (stranger, gone):
        with pytest.raises(NotThere, match="cannot see stories"):
            hand_over(story, "submit", ana, to=nobody)
    assert where(story) == (Stage.WRITING, None)


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("name", MOVES)
def test_a_move_that_is_not_offered_is_refused(ana: User, name: str, stage: Stage) -> None:
    story = factories.draft("Bridge", stage=stage)
    if name in offered(story):
        hand_over(story, name, ana, note="So it is.")
    else:
        with pytest.raises(WrongState, match=f"“Bridge” is .* and cannot be {MOVES[name].past}"):
            hand_over(story, name, ana, note="So it is.")
        assert where(story)[0] == stage


def test_a_colleague_who_was_quicker_is_noticed(ana: User, ben: User) -> None:
    story = factories.draft()
    seen = Seen.of(story)
    hand_over(story, "submit", ana, to=ben, seen=seen)
    with pytest.raises(Conflict, match="handed over by a colleague meanwhile"):
        hand_over(story, "assign", ben, to=ana, seen=seen)
    assert where(story) == (Stage.IN_REVIEW, ben)


def test_a_form_opened_before_does_not_undo_a_hand_over(ana: User, ben: User) -> None:
    story = factories.draft()
    opened = Article.objects.get(pk=story.pk)
    hand_over(story, "submit", ana, to=ben)
    opened.headline = "Typed meanwhile"
    opened.save()
    assert where(story) == (Stage.IN_REVIEW, ben)


def test_what_is_published_has_arrived(ana: User, ben: User) -> None:
    story = factories.draft()
    hand_over(story, "approve", ana, to=ben)
    assert status.of(story) == "ready"
    verbs.publish(story)
    assert (where(story), status.of(story)) == ((Stage.WRITING, None), "live")
    hand_over(story, "submit", ana, to=ben)
    assert (where(story), status.of(story)) == ((Stage.IN_REVIEW, ben), "live")
    verbs.unpublish(story)
    assert (where(story), status.of(story)) == ((Stage.WRITING, None), "unpublished")
    verbs.kill(story, "Void.")
    assert offered(story) == []
    with pytest.raises(WrongState, match="is killed"):
        hand_over(story, "assign", ana, to=ben)
