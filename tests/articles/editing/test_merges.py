"""Tags and authors merged into one: stories follow, addresses lead on, and for a day it can be undone."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles import finding
from articles.editing import content, merges, versions
from articles.editing.rights import Refused
from articles.models import (
    Article,
    ArticleTag,
    Author,
    Merge,
    Merged,
    PublishedArticle,
    PublishedTag,
    StoryCount,
    Tag,
    Version,
)
from articles.publishing import merging, standing, status, upkeep, verbs
from articles.publishing.workflow import Conflict, WrongState
from tests import factories
from tests.articles.admin.conftest import user

pytestmark = pytest.mark.django_db

TAGS, AUTHORS = merging.TAGS, merging.AUTHORS


@pytest.fixture
def mara() -> User:
    return User.objects.create_superuser("mara")


def tags(story: Article) -> list[str]:
    return [str(place.tag) for place in ArticleTag.objects.filter(article=story).select_related("tag")]


def shown(client: Client, slug: str) -> list[str]:
    """The tags that readers see of a story."""
    return [one["name"] for one in client.get(f"/api/v1/articles/{slug}/").json()["tags"]]


def found(client: Client, **parameters: str) -> list[str]:
    answer = client.get("/api/v1/articles/", parameters).json()
    assert answer["count"] == len(answer["results"])
    return sorted(one["headline"] for one in answer["results"])


def counts_are_right() -> bool:
    kept = {row.key: row.stories for row in StoryCount.objects.filter(stories__gt=0)}
    standing.recount()
    return kept == {row.key: row.stories for row in StoryCount.objects.filter(stories__gt=0)}


def merge(mara: User, stays: Any, *gone: Any) -> Merge:
    return merges.merge(merges.of(type(stays)), stays.pk, [one.pk for one in gone], mara)


def test_working_copies_and_readers_follow_and_nothing_seems_changed(mara: User, client: Client) -> None:
    harbor, harbour, quay, other = (factories.tag(name) for name in ("Harbor", "Harbour", "Quay", "Other"))
    factories.published("Both", tags=[harbor, other, harbour])
    factories.published("One", tags=[other, quay])
    draft = factories.draft("Draft", tags=[harbour, quay, other, harbor])
    versions.record(draft, mara, Version.Origin.SAVED)
    assert [(one.copies, one.live) for one in merges.effects(TAGS, [harbor, harbour, quay])] == [(3, 2), (3, 2), (2, 1)]

    merge(mara, harbour, harbor, quay)
    assert {one.headline: tags(one) for one in Article.objects.all()} == {
        "Both": ["Harbour", "Other"],
        "One": ["Other", "Harbour"],
        "Draft": ["Harbour", "Other"],
    }
    assert (shown(client, "both"), shown(client, "one")) == (["Harbour", "Other"], ["Other", "Harbour"])
    assert {status.of(one) for one in Article.objects.all()} == {"live", "draft"}
    both = Article.objects.get(slug="both")
    assert not verbs.would_change(both)
    assert counts_are_right()
    # The version from before is what the story is now, so nobody who has it open is asked anything.
    assert versions.locked(draft).number == 1
    assert versions.of(versions.locked(draft)) == content.take(draft)


def test_addresses_lead_on_for_ever(mara: User, client: Client) -> None:
    harbor, harbour = factories.tag("Harbor"), factories.tag("Harbour")
    harbor.slug = "harbor-works"
    harbor.save()
    factories.published("Story", tags=[harbor])
    merge(mara, harbour, harbor)
    for slug in ("harbor", "harbor-works"):
        answer = client.get(f"/api/v1/tags/{slug}/")
        assert (answer.status_code, answer["Location"]) == (301, "https://news.test/api/v1/tags/harbour/")
        assert found(client, tag=slug) == ["Story"]
        assert b"Story" in client.get(f"/feeds/articles.rss?tag={slug}").content
    assert client.get("/api/v1/tags/harbour/").json()["article_count"] == 1


def test_authors_are_merged_with_their_account(mara: User, client: Client) -> None:
    ana = user("ana", ["write_own"])
    twin, kept = factories.author("A. Ruiz", user=ana), factories.author("Ana Ruiz")
    story = factories.published("Story", authors=[twin])
    done = merge(mara, kept, twin)
    assert Author.objects.get().user == ana
    assert client.get("/api/v1/articles/story/").json()["byline"] == "By Ana Ruiz"
    assert found(client, search="Ana Ruiz", author="a-ruiz") == ["Story"]
    merges.undo(done, mara)
    assert dict(Author.objects.values_list("name", "user")) == {"A. Ruiz": ana.pk, "Ana Ruiz": None}
    assert client.get("/api/v1/articles/story/").json()["byline"] == "By A. Ruiz"
    kept.refresh_from_db()
    kept.user = mara
    kept.save()
    with pytest.raises(WrongState, match="different accounts"):
        merge(mara, kept, twin)
    assert story.bylines.get().author == twin


def test_undoing_puts_everything_back(mara: User, client: Client) -> None:
    harbor, harbour, other = (factories.tag(name) for name in ("Harbor", "Harbour", "Other"))
    harbor.slug = "harbor-works"
    harbor.save()
    factories.published("Both", tags=[harbor, other, harbour])
    factories.published("Later", tags=[other, harbor])
    draft = factories.draft("Draft", tags=[harbor])
    done = merge(mara, harbour, harbor)
    later = Article.objects.get(slug="later")
    verbs.publish(later)
    assert (merges.names(done), merges.undoable(TAGS), merges.undoable(AUTHORS)) == (["Harbor"], [done], [])

    merges.undo(done, mara)
    assert {one.headline: tags(one) for one in Article.objects.all()} == {
        "Both": ["Harbor", "Other", "Harbour"],
        "Later": ["Other", "Harbor"],
        "Draft": ["Harbor"],
    }
    assert shown(client, "both") == ["Harbor", "Other", "Harbour"]
    assert shown(client, "later") == ["Other", "Harbor"]
    assert found(client, tag="harbor-works") == ["Both", "Later"]
    assert found(client, tag="harbor") == ["Both", "Later"]
    assert found(client, tag="harbour") == ["Both"]
    assert client.get("/api/v1/tags/harbor-works/").json()["article_count"] == 2
    assert client.get("/api/v1/tags/harbor/").status_code == 301
    assert counts_are_right()
    assert not verbs.would_change(Article.objects.get(slug="later"))
    assert versions.of(versions.locked(draft)) == content.take(draft)
    with pytest.raises(WrongState, match="undone already"):
        merges.undo(done, mara)


def test_the_desk_finds_stories_by_what_stays(mara: User) -> None:
    harbor, harbour = factories.tag("Harbor"), factories.tag("Harbour")
    story = factories.draft("Story", tags=[harbor])

    def finds(word: str) -> bool:
        return story in finding.matching(finding.by_beginning(word), Article.objects.all())

    assert (finds("harbor"), finds("harbour")) == (True, False)
    done = merge(mara, harbour, harbor)
    assert finds("harbour")
    merges.undo(done, mara)
    assert finds("harbor")


def test_undoing_leaves_alone_what_editors_have_changed_since(mara: User) -> None:
    harbor, harbour, other = (factories.tag(name) for name in ("Harbor", "Harbour", "Other"))
    dropped, added = factories.draft("Dropped", tags=[harbor]), factories.draft("Added", tags=[harbor])
    done = merge(mara, harbour, harbor)
    ArticleTag.objects.filter(article=dropped).delete()
    ArticleTag.objects.filter(article=added).update(position=1)
    ArticleTag.objects.create(article=added, tag=other, position=0)
    merges.undo(done, mara)
    assert (tags(dropped), tags(added)) == ([], ["Other", "Harbor"])


def test_a_merge_of_a_merge_is_followed_and_undone(mara: User, client: Client) -> None:
    first, second, third = (factories.tag(name) for name in ("First", "Second", "Third"))
    story = factories.published("Story", tags=[first])
    one = merge(mara, second, first)
    two = merge(mara, third, second)
    assert (tags(story), shown(client, "story")) == (["Third"], ["Third"])
    assert found(client, tag="first") == ["Story"]
    merges.undo(one, mara)
    assert (tags(story), shown(client, "story")) == (["First"], ["First"])
    merges.undo(two, mara)
    assert (tags(story), shown(client, "story")) == (["First"], ["First"])
    assert sorted(Tag.objects.values_list("slug", flat=True)) == ["first", "second", "third"]
    assert not Merged.objects.exists()
    assert counts_are_right()


def test_many_stories_are_left_to_the_worker_and_found_at_once(
    mara: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "AT_ONCE", 1)
    harbor, harbour = factories.tag("Harbor"), factories.tag("Harbour")
    for name in ("One", "Two"):
        factories.published(name, tags=[harbor])
    done = merge(mara, harbour, harbor)
    assert (found(client, tag="harbour"), shown(client, "one")) == (["One", "Two"], ["Harbor"])
    # Undone before the worker came, and merged again.
    merges.undo(done, mara)
    assert (found(client, tag="harbor"), found(client, tag="harbour")) == (["One", "Two"], [])
    assert counts_are_right()
    merge(mara, harbour, harbor)
    while upkeep.Upkeep()():
        pass
    assert (shown(client, "one"), shown(client, "two")) == (["Harbour"], ["Harbour"])
    assert PublishedTag.objects.filter(tag=harbour).count() == 2
    assert counts_are_right()


def test_a_version_from_before_is_restored_with_what_stays(mara: User) -> None:
    harbor, harbour = factories.tag("Harbor"), factories.tag("Harbour")
    story = factories.draft(tags=[harbor])
    first = versions.record(story, mara, Version.Origin.SAVED)
    ArticleTag.objects.filter(article=story).delete()
    merge(mara, harbour, harbor)
    assert versions.restore(story, first, ("tags",), mara) == []
    assert tags(story) == ["Harbour"]


def test_after_a_day_a_merge_is_final(mara: User) -> None:
    harbor, harbour = factories.tag("Harbor"), factories.tag("Harbour")
    done = merge(mara, harbour, harbor)
    assert merges.forget() == 0
    Merge.objects.update(at=timezone.now() - timedelta(days=1, minutes=1))
    assert merges.undoable(TAGS) == []
    with pytest.raises(WrongState, match="a day has passed"):
        merges.undo(done, mara)
    assert merges.forget() == 1
    assert Merged.objects.present([str(harbor.pk)]) == {str(harbor.pk): str(harbour.pk)}


def test_what_has_the_name_or_address_by_now_keeps_it(mara: User) -> None:
    harbor, harbour = factories.tag("Harbor"), factories.tag("Harbour")
    done = merge(mara, harbour, harbor)
    new = factories.tag("Harbor", slug="another")
    with pytest.raises(WrongState, match="another “Harbor” by now"):
        merges.undo(done, mara)
    new.name, new.slug = "New", "harbor"
    new.save()
    with pytest.raises(WrongState, match="has the address of “Harbor” by now"):
        merges.undo(done, mara)
    assert Tag.objects.count() == 2


def test_rows_that_a_colleague_took_away_are_said(mara: User) -> None:
    harbor, harbour = factories.tag("Harbor"), factories.tag("Harbour")
    key = harbor.pk
    harbor.delete()
    with pytest.raises(Conflict, match="deleted or merged"):
        merges.merge(TAGS, harbour.pk, [key], mara)
    with pytest.raises(Conflict):
        merges.merge(TAGS, harbour.pk, [harbour.pk], mara)


def test_it_takes_the_right_to_change_and_where_readers_see_it_that_to_change_live() -> None:
    writer, looker = user("writer", ["change_tag"]), user("looker", ["view_tag"])
    harbor, harbour = factories.tag("Harbor"), factories.tag("Harbour")
    with pytest.raises(Refused, match="Can change tag"):
        merges.merge(TAGS, harbour.pk, [harbor.pk], looker)
    factories.published(tags=[harbor])
    with pytest.raises(Refused, match="Can change what live stories show"):
        merges.merge(TAGS, harbour.pk, [harbor.pk], writer)
    # Readers see nothing of the other one, which may go.
    merges.merge(TAGS, harbor.pk, [harbour.pk], writer)
    assert PublishedArticle.objects.filter(tags=harbor).exists()


def test_every_place_where_they_are_named_is_known() -> None:
    """A new relation to tags or authors must be merged, too."""
    known = {"ArticleTag", "Byline", "PublishedTag", "PublishedAuthor", "FormerTagSlug", "FormerAuthorSlug"}
    known |= {"Article", "PublishedArticle"}  # through the first four
    relations = [
        one for model in (Tag, Author) for one in model._meta.get_fields(include_hidden=True) if one.auto_created
    ]
    assert {one.related_model.__name__ for one in relations if one.is_relation and one.related_model} == known


def test_undoing_reaches_what_was_published_since(mara: User, client: Client) -> None:
    harbor, harbour = factories.tag("Harbor"), factories.tag("Harbour")
    draft, withdrawn = factories.draft("Draft", tags=[harbor]), factories.published("Withdrawn", tags=[harbor])
    verbs.unpublish(withdrawn)
    done = merge(mara, harbour, harbor)
    for story in (draft, withdrawn):
        verbs.publish(Article.objects.get(pk=story.pk))
    merges.undo(done, mara)
    assert (shown(client, "draft"), shown(client, "withdrawn")) == (["Harbor"], ["Harbor"])
    assert (found(client, tag="harbor"), found(client, tag="harbour")) == (["Draft", "Withdrawn"], [])
    assert not verbs.would_change(Article.objects.get(pk=draft.pk))
    assert counts_are_right()


def test_an_account_that_another_author_has_by_now_stays_there(mara: User) -> None:
    ana = user("ana", ["write_own"])
    twin, kept = factories.author("A. Ruiz", user=ana), factories.author("Ana Ruiz")
    done = merge(mara, kept, twin)
    Author.objects.filter(pk=kept.pk).update(user=None)
    factories.author("Somebody", user=ana)
    merges.undo(done, mara)
    assert dict(Author.objects.values_list("name", "user")) == {
        "A. Ruiz": None,
        "Ana Ruiz": None,
        "Somebody": ana.pk,
    }
