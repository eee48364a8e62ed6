"""Merging tags and authors in their lists, and undoing it."""

from typing import Final

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from articles.models import ArticleTag, Author, Tag
from articles.publishing import verbs
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.conftest import signed_in, user
from tests.articles.admin.test_writing import address

pytestmark = pytest.mark.django_db

LIST: Final = reverse("admin:articles_tag_changelist")
MERGE: Final = reverse("admin:articles_tag_merge")
MERGES: Final = reverse("admin:articles_tag_merges")


def ask(client: Client, *rows: Tag) -> bytes:
    chosen = {"action": "merge_selected", "_selected_action": [row.pk for row in rows]}
    return client.post(LIST, chosen, follow=True).content


def told(client: Client, path: str, **data: object) -> list[str]:
    return screen.texts(client.post(path, data, follow=True).content, ".messagelist li")


def seen(*rows: Tag) -> list[str]:
    return [f"{row.pk}:{row.slug}" for row in rows]


def test_the_page_says_what_follows_from_each_answer_and_proposes_the_fewest_changes(chief: Client) -> None:
    harbor, harbour = factories.tag("Harbor"), factories.tag("Harbour")
    factories.published(tags=[harbour])
    factories.published(tags=[harbor, harbour])
    factories.draft(tags=[harbour])
    page = ask(chief, harbor, harbour)
    assert screen.texts(page, ".stays") == [
        "Harbor Keyword · harbor Then 3 working copies change, and 2 stories that are live or scheduled.",
        "Harbour Keyword · harbour Then 1 working copy changes, and 1 story that is live or scheduled.",
    ]
    assert screen.attributes(page, "input[name=stays][checked]", "value") == [str(harbour.pk)]
    assert screen.attributes(page, "input[name=seen]", "value") == seen(harbor, harbour)


def test_tags_are_merged_and_brought_back(chief: Client) -> None:
    harbor, harbour = factories.tag("Harbor"), factories.tag("Harbour")
    story = factories.published("Story", tags=[harbor])
    assert told(chief, MERGE, stays=harbour.pk, seen=seen(harbor, harbour)) == ["“Harbor” merged into “Harbour”. Undo…"]
    assert list(story.tags.all()) == [harbour]
    assert LogEntry.objects.get().change_message == "Merged “Harbor” into it."
    assert screen.links(chief.get(LIST).content, ".object-tools .plain")[0] == MERGES
    page = chief.get(MERGES).content
    assert [one.split(" Today")[0] for one in screen.texts(page, "tbody th, tbody td")][:2] == ["Harbor", "Harbour"]

    key = screen.attributes(page, "button[name=merge]", "value")[0]
    assert told(chief, MERGES, merge=key) == ["“Harbor” brought back."]
    assert list(story.tags.all()) == [harbor]
    assert MERGES not in screen.links(chief.get(LIST).content, ".object-tools .plain")
    assert told(chief, MERGES, merge=key) == ["This merge was undone already, or a day has passed: it stays as it is."]


def test_authors_are_merged(chief: Client) -> None:
    one, two = factories.author("A. Ruiz"), factories.author("Ana Ruiz")
    story = factories.draft(authors=[one])
    path = reverse("admin:articles_author_merge")
    data = {"stays": two.pk, "seen": [f"{row.pk}:{row.slug}" for row in (one, two)]}
    assert told(chief, path, **data) == ["“A. Ruiz” merged into “Ana Ruiz”. Undo…"]
    assert (list(story.authors.all()), Author.objects.count()) == ([two], 1)


def test_one_alone_is_not_merged_and_nothing_that_was_not_chosen(chief: Client) -> None:
    harbor, harbour, other = (factories.tag(name) for name in ("Harbor", "Harbour", "Other"))
    assert screen.texts(ask(chief, harbor), ".messagelist li") == ["Select two or more to merge."]
    unread = ["Your choice could not be read, so nothing was done: select in the list again."]
    assert told(chief, MERGE, stays=other.pk, seen=seen(harbor, harbour)) == unread
    assert told(chief, MERGE, stays="x", seen=seen(harbor, harbour)) == unread
    assert told(chief, MERGE, stays=harbor.pk, seen=[*seen(harbor), "x:y"]) == unread
    assert told(chief, MERGE, stays=harbor.pk) == unread
    assert told(chief, MERGES, merge="9" * 30) == [
        "This merge was undone already, or a day has passed: it stays as it is."
    ]
    assert Tag.objects.count() == 3


def test_what_a_colleague_changed_or_merged_meanwhile_is_named(chief: Client) -> None:
    harbor, harbour = factories.tag("Harbor"), factories.tag("Harbour")
    chosen = seen(harbor, harbour)
    harbor.slug = "quay"
    harbor.save()
    assert told(chief, MERGE, stays=harbour.pk, seen=chosen) == [
        "A colleague has changed “Harbor” meanwhile. Look at it again, then decide."
    ]
    chosen = seen(harbor, harbour)
    harbor.delete()
    assert told(chief, MERGE, stays=harbour.pk, seen=chosen) == [
        "A colleague has deleted or merged one of these meanwhile. Look at the list again, then decide."
    ]


def test_it_is_offered_to_those_who_may_and_refused_to_others() -> None:
    harbor, harbour = factories.tag("Harbor"), factories.tag("Harbour")
    factories.published(tags=[harbor, harbour])
    looking, changing = signed_in(user("looking", ["view_tag"])), signed_in(user("changing", ["change_tag"]))
    assert "Merge…" not in screen.texts(looking.get(LIST).content, "select[name=action] option")
    for path in (MERGE, MERGES):
        assert looking.post(path, {"stays": harbour.pk, "seen": seen(harbor, harbour)}).status_code == 403
    assert "Merge…" in screen.texts(changing.get(LIST).content, "select[name=action] option")
    assert told(changing, MERGE, stays=harbour.pk, seen=seen(harbor, harbour)) == [
        "Nothing was merged. Your account may not change what live stories show: it lacks the right "
        "“Can change what live stories show”."
    ]
    assert Tag.objects.count() == 2


def test_a_form_that_was_open_meanwhile_is_saved_with_what_stays(chief: Client) -> None:
    harbor, harbour = factories.tag("Harbor"), factories.tag("Harbour")
    ana, twin = factories.author("Ana Ruiz"), factories.author("A. Ruiz")
    story = factories.draft("Story", tags=[harbor], authors=[twin])
    form = screen.fields(chief.get(address(story)).content, "#article_form")
    told(chief, MERGE, stays=harbour.pk, seen=seen(harbor, harbour))
    path = reverse("admin:articles_author_merge")
    told(chief, path, stays=ana.pk, seen=[f"{row.pk}:{row.slug}" for row in (ana, twin)])
    answer = chief.post(address(story), form | {"standfirst": "New.", "_continue": "1"}, follow=True)
    assert screen.texts(answer.content, ".messagelist li") == ["Saved."]
    story.refresh_from_db()
    assert story.standfirst == "New."
    assert (list(story.tags.all()), list(story.authors.all())) == ([harbour], [ana])


def test_a_form_that_has_both_keeps_one(chief: Client) -> None:
    harbor, harbour = factories.tag("Harbor"), factories.tag("Harbour")
    story = factories.draft("Story", tags=[harbor, harbour])
    form = screen.fields(chief.get(address(story)).content, "#article_form")
    told(chief, MERGE, stays=harbour.pk, seen=seen(harbor, harbour))
    chief.post(address(story), form | {"standfirst": "New.", "_continue": "1"}, follow=True)
    story.refresh_from_db()
    assert (story.standfirst, list(story.tags.all())) == ("New.", [harbour])
    verbs.publish(story)
    assert ArticleTag.objects.filter(article=story).count() == 1
