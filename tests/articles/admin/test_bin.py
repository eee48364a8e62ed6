"""The bin: deleted drafts come back with their history, for thirty days."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.editing import binning, commenting, content, versions
from articles.editing.handing_over import hand_over
from articles.models import Article, DeletedDraft, Version
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.conftest import signed_in, user
from tests.articles.admin.test_writing import address

pytestmark = pytest.mark.django_db
BIN = reverse("admin:articles_article_bin")


@pytest.fixture
def story() -> Article:
    tags, authors = [factories.tag("Trams"), factories.tag("Bridges")], [factories.author("Ana Ruiz")]
    return factories.draft("Bridge opens", standfirst="On Monday.", tags=tags, authors=authors, lead=factories.image())


def delete(client: Client, story: Article) -> bytes:
    url = reverse("admin:articles_article_delete", args=[story.pk])
    return client.post(url, {"post": "yes"}, follow=True).content


def restore(client: Client, story: Article) -> bytes:
    return client.post(reverse("admin:articles_article_undelete", args=[story.pk]), follow=True).content


def test_deleting_asks_once_and_says_where_it_is(editor: Client, story: Article) -> None:
    page = editor.get(reverse("admin:articles_article_delete", args=[story.pk])).content
    assert "Delete the draft “Bridge opens”? It goes into the bin" in " ".join(screen.texts(page, "#content p"))
    (told,) = screen.texts(delete(editor, story), ".messagelist li")
    assert told.startswith("“Bridge opens” is in the bin, where it can be restored until ")
    assert not Article.objects.exists()
    page = editor.get(BIN).content
    assert screen.texts(page, "tbody th") == ["Bridge opens"]
    assert screen.texts(page, "tbody td")[1].endswith(", editor")


def test_it_comes_back_whole_and_with_its_history(editor: Client, story: Article) -> None:
    data = screen.fields(editor.get(address(story)).content, "#article_form")
    editor.post(address(story), data | {"standfirst": "On Tuesday.", "_continue": "1"})
    before = content.take(Article.objects.get())
    delete(editor, story)
    assert screen.texts(restore(editor, story), ".messagelist li") == ["“Bridge opens” is back, with its history."]
    assert content.take(Article.objects.get(pk=story.pk)) == before
    assert list(Version.objects.filter(article=story).values_list("number", "origin")) == [
        (2, "saved"),
        (1, "elsewhere"),
    ]
    assert not DeletedDraft.objects.exists()


def test_what_is_gone_since_is_named(editor: Client, story: Article) -> None:
    delete(editor, story)
    story.tags.model.objects.filter(name="Trams").delete()
    factories.draft("Other", slug="bridge-opens")
    told = screen.texts(restore(editor, story), ".messagelist li")
    assert "Some of it is gone since, and is missing: tags, address." in told
    assert Article.objects.get(pk=story.pk).slug == "bridge-opens-2"


def test_who_may_delete_may_restore_and_nobody_else(editor: Client, reporter: Client, story: Article) -> None:
    delete(editor, story)
    assert reporter.get(BIN).status_code == 403
    assert reporter.post(reverse("admin:articles_article_undelete", args=[story.pk])).status_code == 403
    assert editor.get(reverse("admin:articles_article_undelete", args=[story.pk])).status_code == 405
    other = signed_in(user("other", ["view_article", "delete_article"]))
    restore(other, story)
    assert Article.objects.exists()


def test_who_writes_only_own_stories_restores_only_own_ones(editor: Client, story: Article) -> None:
    delete(editor, story)
    own = signed_in(user("own", ["write_own", "add_article"]))
    assert screen.texts(own.get(BIN).content, "tbody th") == []
    restore(own, story)
    assert not Article.objects.exists()
    DeletedDraft.objects.update(created_by=own.session["_auth_user_id"])
    restore(own, story)
    assert Article.objects.exists()


def test_the_second_who_restores_is_told(editor: Client, story: Article) -> None:
    delete(editor, story)
    restore(editor, story)
    assert "somebody has restored it" in screen.texts(restore(editor, story), ".messagelist li")[0]


def test_after_thirty_days_it_is_gone(story: Article, editor: Client) -> None:
    delete(editor, story)
    day = timedelta(days=1)
    assert binning.empty(timezone.now() + binning.KEPT - day) == 0
    assert binning.empty(timezone.now() + binning.KEPT + day) == 1
    assert (DeletedDraft.objects.count(), Version.objects.count()) == (0, 0)


def test_versions_in_the_bin_are_not_thinned_to_nothing(story: Article, editor: Client) -> None:
    delete(editor, story)
    Version.objects.update(made_at=timezone.now() - timedelta(days=50))
    assert versions.thin() == 0


def test_what_colleagues_attached_comes_back_with_it(editor: Client, story: Article) -> None:
    ana, other = user("ana", ["view_article", "change_article"]), factories.draft("Other", related=[story])
    front = factories.collection(stories=[factories.draft("First"), story])
    hand_over(story, "submit", ana, to=ana, note="Check the sums.")
    asked = commenting.comment(story, ana, "Whose figure, @ana?", passage="figure")
    commenting.comment(story, ana, "The council's.", parent=asked)
    kept, gone = factories.draft("Kept", related=[story]), other
    delete(editor, story)
    gone.delete()
    restore(editor, story)
    story = Article.objects.get(pk=story.pk)
    assert (story.stage, story.assigned_to) == (Article.Stage.IN_REVIEW, ana)
    assert [(one.text, list(one.addressed.all())) for one in story.comments.all()] == [
        ("Whose figure, @ana?", [ana]),
        ("The council's.", []),
    ]
    assert [one.note for one in story.handovers.all()] == ["Check the sums."]
    assert [str(one.story) for one in kept.related_stories.all()] == ["Bridge opens"]
    assert [str(one.story) for one in front.entries.all()] == ["First", "Bridge opens"]


def test_a_form_of_what_is_in_the_bin_makes_another_story(editor: Client) -> None:
    add = reverse("admin:articles_article_add")
    data = screen.fields(editor.get(add).content, "#article_form") | {"headline": "Twice", "_continue": "1"}
    editor.post(add, data)
    first = Article.objects.get()
    delete(editor, first)
    editor.post(add, data)
    assert Article.objects.get().pk != first.pk
    restore(editor, first)
    assert sorted(Article.objects.values_list("headline", flat=True)) == ["Twice", "Twice"]
