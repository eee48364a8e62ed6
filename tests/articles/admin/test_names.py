"""Names are unique."""

from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from articles.models import Author, Tag, Topic
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.test_addresses import save

pytestmark = pytest.mark.django_db

TWICE = [
    ("Covid", "COVID"),
    ("New York", "New  York"),
    ("New York", "New\u00a0York"),
    ("Gaza", "Gaza\u200b"),
    ("Gaza", "\u00adGaza\u2060"),
    ("İstanbul", "istanbul"),
    ("Diyarbakır", "DİYARBAKIR"),
    ("Straße", "STRASSE"),
    ("Café", "CAFE\u0301"),
    ("Covid", "Ｃｏｖｉｄ"),
    ("O'Neill", "O’Neill"),
    ("Covid-19", "Covid\u201119"),
]


def complaints(client: Client, row: Any, **values: Any) -> list[str]:
    return screen.texts(save(client, row, **values).content, ".field-name .errorlist li")


@pytest.mark.parametrize(("there", "typed"), TWICE)
@pytest.mark.parametrize("kind", ["tag", "topic"])
def test_a_name_that_is_there_is_refused_and_named(chief: Client, kind: str, there: str, typed: str) -> None:
    assert complaints(chief, kind, name=there) == []
    told = f"There is already a {kind} “{there}”. Use that one, or give this one another name."
    assert complaints(chief, kind, name=typed) == [told]
    model: Any = {"tag": Tag, "topic": Topic}[kind]
    assert model.objects.count() == 1
    with pytest.raises(ValidationError, match="already"):
        model(name=typed).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(name=typed)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.bulk_create([model(name=typed, slug="other")])


def test_also_where_a_tag_is_added_from_a_story(chief: Client) -> None:
    factories.tag("Covid")
    add = reverse("admin:articles_tag_add") + "?_to_field=id&_popup=1"
    data = screen.fields(chief.get(add).content, "#tag_form") | {"name": "COVID", "_popup": "1"}
    told = screen.texts(chief.post(add, data).content, ".errorlist li")
    assert told == ["There is already a tag “Covid”. Use that one, or give this one another name."]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  New\u00a0\u2003York ", "New York"),
        ("Ga\u200bza\x00", "Gaza"),
        ("Cafe\u0301", "Café"),
        ("One\r\nTwo", "One Two"),
    ],
)
@pytest.mark.parametrize("kind", ["tag", "topic", "author", "collection"])
def test_names_are_stored_in_one_form(chief: Client, kind: str, typed: str, name: str) -> None:
    assert complaints(chief, kind, name=typed) == []
    assert save(chief, kind, name="Other").status_code == 302
    assert set(apps.get_model("articles", kind).objects.values_list("name", flat=True)) == {name, "Other"}


def test_a_name_of_nothing_to_see_is_none(chief: Client) -> None:
    assert complaints(chief, "tag", name="\u200b\u3164") == ["This field is required."]


def test_other_kinds_and_other_parents_may_have_the_name(chief: Client) -> None:
    place = factories.tag("Paris", kind=Tag.Kind.PLACE)
    assert complaints(chief, "tag", name="PARIS", kind="person") == []
    assert complaints(chief, place, kind="person") != []
    culture, sport = factories.topic("Culture"), factories.topic("Sport")
    assert complaints(chief, "topic", name="News", parent=culture.pk) == []
    assert complaints(chief, "topic", name="news", parent=sport.pk) == []
    assert complaints(chief, "topic", name="NEWS", parent=sport.pk) != []
    assert complaints(chief, "topic", name="NEWS") == []


def test_a_row_may_change_the_form_of_its_own_name(chief: Client) -> None:
    tag = factories.tag("Covid")
    assert complaints(chief, tag, name="COVID") == []
    assert Tag.objects.get().name == "COVID"


def test_two_authors_may_have_one_name_and_the_editor_is_told(chief: Client) -> None:
    factories.author("Ana Ruiz", job_title="City reporter")
    answer = save(chief, "author", name="ANA  RUIZ")
    page = chief.get(answer["Location"])
    assert screen.texts(page.content, ".messagelist .warning") == [
        "There is another author called “Ana Ruiz”, City reporter. If both are one person, merge them in the list."
    ]
    assert Author.objects.count() == 2


def twins() -> tuple[Tag, Tag]:
    """Two tags of one name, as an upgrade may leave them."""
    one, other = factories.tag("Covid"), factories.tag("Other")
    Tag.objects.filter(pk=other.pk).update(name="COVID", name_key=f"covid\n{other.pk}")
    return one, Tag.objects.get(pk=other.pk)


def test_those_of_before_are_listed_until_one_is_renamed(chief: Client) -> None:
    url = reverse("admin:articles_tag_changelist")
    factories.tag("Gaza")
    assert b"Same as another" not in chief.get(url).content
    _, other = twins()
    assert b"Same as another" in chief.get(url).content
    names = screen.texts(chief.get(url + "?twins=yes").content, "#result_list .field-name")
    assert sorted(names) == ["COVID", "Covid"]
    assert complaints(chief, other, name="Corona") == []
    assert b"Same as another" not in chief.get(url).content


def test_those_of_before_can_be_saved_and_no_third_comes(chief: Client) -> None:
    for tag in twins():
        assert complaints(chief, tag, description="A disease.") == []
    assert set(Tag.objects.values_list("description", flat=True)) == {"A disease."}
    assert complaints(chief, "tag", name="covid") != []
    Tag.objects.get(name="Covid").delete()
    assert complaints(chief, "tag", name="covid") == [
        "There is already a tag “COVID”. Use that one, or give this one another name."
    ]


def test_the_key_follows_a_name_that_is_saved_alone() -> None:
    tag = factories.tag("Covid")
    tag.name = "Gaza"
    tag.save(update_fields=["name"])
    assert Tag.objects.get().name_key == "gaza"


@pytest.mark.parametrize("kind", ["tag", "topic", "author"])
@pytest.mark.parametrize("typed", ["österreich", "OSTERREICH", "o\u0308ster"])
def test_lists_find_names_without_case_and_accents(chief: Client, kind: str, typed: str) -> None:
    for name in ("Österreich", "Harbour"):
        getattr(factories, kind)(name)
    page = chief.get(reverse(f"admin:articles_{kind}_changelist"), {"q": typed}).content.decode()
    assert ("Österreich" in page, "Harbour" in page) == (True, False)


@pytest.mark.parametrize("typed", ["ÅNGSTRÖM", "angstrom"])
def test_so_do_the_boxes_of_forms_and_the_filter_of_stories(chief: Client, typed: str) -> None:
    author = factories.author("Zoë Ångström")
    factories.draft("One", authors=[author])
    factories.draft("Two")
    asked = {"term": typed, "app_label": "articles", "model_name": "byline", "field_name": "author"}
    assert [one["text"] for one in chief.get(reverse("admin:autocomplete"), asked).json()["results"]] == [str(author)]
    page = chief.get(reverse("admin:articles_article_changelist"), {"author": typed}).content.decode()
    assert (">One<" in page, ">Two<" in page) == (True, False)
