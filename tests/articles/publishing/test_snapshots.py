"""Snapshots are read in one place, which knows what earlier versions wrote."""

import ast
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from articles.models import Article, PublishedArticle, PublishedDocument
from articles.publishing import snapshots, upkeep, verbs
from articles.publishing.snapshots import EMPTY, PictureSource, Source
from tests import factories

pytestmark = pytest.mark.django_db

# Used as written here, with ids filled in.
BODY = '<figure><img data-file="{inline}" alt="Rusted steel"><figcaption>In 2024.</figcaption></figure><p>Words.</p>'
# What publishing wrote about the two pictures of `illustrated`, the lead and the one in the text, in versions that
# differ. The first took the words of a picture in the text from the text; later ones take only those chosen for its
# use.
PICTURES: dict[str, list[dict[str, Any]]] = {
    "representations 1 and 2": [
        {"image": "{lead}", "role": "lead", "caption": "", "alt_text": "", "show_credit": True},
        {"image": "{inline}", "role": "inline", "caption": "In 2024.", "alt_text": "Rusted steel", "show_credit": True},
    ],
    "since representation 3": [
        {"image": "{lead}", "role": "lead", "caption": "", "alt_text": "", "show_credit": True},
        {"image": "{inline}", "role": "inline", "caption": "", "alt_text": "", "show_credit": True},
    ],
}


def illustrated() -> tuple[Article, dict[str, str]]:
    lead, inline = factories.image(), factories.image()
    article = factories.draft("Bridge", lead=lead, tags=[factories.tag()], body=BODY.format(inline=inline.pk))
    verbs.publish(article)
    return article, {"lead": str(lead.pk), "inline": str(inline.pk)}


def document(article: Article) -> tuple[str, str]:
    row = PublishedArticle.objects.get(article=article)
    return row.document.card, row.document.extra


def compiled_from(article: Article, source: dict[str, Any]) -> tuple[str, str]:
    """The documents that are compiled from this snapshot."""
    PublishedDocument.objects.filter(published__article=article).update(source=source, card="{}")
    upkeep.refresh(PublishedArticle.objects.filter(article=article))
    return document(article)


@pytest.mark.parametrize("version", PICTURES)
def test_snapshots_of_every_shape_give_the_same_document(version: str) -> None:
    article, ids = illustrated()
    before = document(article)
    source = PublishedArticle.objects.get(article=article).document.source
    written = [use | {"image": use["image"].format(**ids)} for use in PICTURES[version]]
    assert "Rusted steel" in before[1]
    assert compiled_from(article, source | {"pictures": written}) == before


@pytest.mark.parametrize("member", EMPTY)
def test_a_member_that_a_version_did_not_know_is_empty(member: str) -> None:
    article, _ = illustrated()
    source = PublishedArticle.objects.get(article=article).document.source
    empty = [] if member == "pictures" else EMPTY[member]
    expected = compiled_from(article, source | {member: empty})
    assert compiled_from(article, {name: value for name, value in source.items() if name != member}) == expected


@pytest.mark.parametrize("member", EMPTY["pictures"][0])
def test_so_is_one_of_a_picture(member: str) -> None:
    article, _ = illustrated()
    source = PublishedArticle.objects.get(article=article).document.source
    empty = EMPTY["pictures"][0][member]
    expected = compiled_from(article, source | {"pictures": [use | {member: empty} for use in source["pictures"]]})
    without = [{name: value for name, value in use.items() if name != member} for use in source["pictures"]]
    assert compiled_from(article, source | {"pictures": without}) == expected


def test_what_this_version_does_not_know_changes_nothing() -> None:
    article, _ = illustrated()
    row = PublishedArticle.objects.get(article=article)
    row.document.source["mood"] = "bright"
    row.document.source["pictures"][0]["mood"] = "dark"
    row.save()
    assert not verbs.would_change(Article.objects.get(pk=article.pk))


def test_the_table_names_every_member() -> None:
    assert list(EMPTY) == list(get_type_hints(Source))
    assert list(EMPTY["pictures"][0]) == list(get_type_hints(PictureSource))


def test_reading_leaves_the_table_alone() -> None:
    row = PublishedArticle()
    PublishedDocument(published=row, source={})
    source = snapshots.read(row)
    assert (source["headline"], source["pictures"], source["language"]) == ("", [], "en")
    source["authors"].append("somebody")
    assert EMPTY["authors"] == []


def test_nothing_else_reads_snapshots() -> None:
    """`story.source` is a snapshot that was read; only one function reads the document's own."""
    root = Path(snapshots.__file__).parent.parent
    asking = {
        f"{path.relative_to(root)}: {ast.unparse(node)}"
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "source" and ast.unparse(node.value).endswith("document")
    }
    assert asking == {"publishing/snapshots.py: row.document.source"}
