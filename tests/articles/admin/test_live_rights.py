"""By every way through the admin, only those who have the right can change what live stories show."""

from datetime import timedelta
from typing import Any, Final

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from articles.models import Author, Change, PublishedArticle, PublishedDocument, Tag, Topic
from articles.publishing import verbs
from media.models import Image
from newsroom.theme.site import EditorsSite
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.conftest import signed_in, user

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SHARED: Final = ["author", "tag", "topic", "image"]
DESK: Final = [f"{action}_{name}" for name in SHARED for action in ("view", "add", "change", "delete")]
LACKS: Final = (
    "Your account may not change what live stories show: it lacks the right “Can change what live stories show”. "
    "Everything you wrote is still here: put that back and save the rest, or ask a colleague who may."
)
ACCOUNTS: Final = {
    "reporter with the library": [*DESK, "view_article", "add_article", "change_article"],
    "library alone": DESK,
    "publisher without the right": [*DESK, "view_article", "change_article", "publish_article"],
    "with the right": [*DESK, "change_live"],
}


@pytest.fixture
def reporter(db: None) -> Client:
    """Somebody who looks after shared things but may not change what live stories show of them."""
    return signed_in(user("reporter", ACCOUNTS["reporter with the library"]))


@pytest.fixture
def rows(db: None) -> dict[str, Any]:
    """One row of each kind, in the live story “Bridge reopens”."""
    shown = {
        "author": factories.author("Ana Ruiz", bio="Old."),
        "tag": factories.tag("Bridges"),
        "topic": factories.topic("City"),
        "image": factories.image(title="Quay", credit="© Old"),
    }
    factories.published(
        "Bridge reopens",
        authors=[shown["author"]],
        tags=[shown["tag"]],
        topic=shown["topic"],
        lead=shown["image"],
    )
    return shown


CHANGES: Final = {
    "author": ({"name": "Ana María"}, {"email": "ana@example.com", "bio": "Born <here>."}),
    "tag": ({"name": "Fords"}, {"description": "Over & under."}),
    "topic": ({"name": "Town"}, {"description": "All of it."}),
    "image": ({"credit": "© Somebody else"}, {"instructions": "Not before noon.", "title": "Harbour"}),
}


def address(row: Model, page: str = "change") -> str:
    meta = row._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=[row.pk])


def form(row: Model) -> str:
    return f"#{row._meta.model_name}_form"


def fields(client: Client, row: Model) -> dict[str, Any]:
    return screen.fields(client.get(address(row)).content, form(row))


def send(client: Client, row: Model, values: dict[str, Any]) -> HttpResponse:
    return client.post(address(row), fields(client, row) | values)  # type: ignore[return-value]


def told(answer: Any) -> str:
    """The sentence of a refusal, without its stories."""
    return " ".join(screen.texts(answer.content, ".not-saved > li")).partition(" ask a colleague who may.")[0]


def has(row: Any, values: dict[str, Any]) -> bool:
    found = type(row).objects.filter(pk=row.pk).values(*values).get()
    return bool(found == values)


def documents() -> list[Any]:
    return list(PublishedDocument.objects.order_by("pk").values_list("card", "extra"))


@pytest.mark.parametrize("name", SHARED)
@pytest.mark.parametrize("account", ACCOUNTS)
def test_who_changes_what_readers_see(account: str, name: str, rows: dict[str, Any]) -> None:
    client, row = signed_in(user(account, ACCOUNTS[account])), rows[name]
    seen, unseen = CHANGES[name]
    before, log = documents(), Change.objects.count()
    answer = send(client, row, seen | unseen)
    allowed = account == "with the right"
    assert answer.status_code == (302 if allowed else 200)
    assert has(row, seen | unseen) == allowed
    assert (documents() != before) == allowed
    assert (Change.objects.count() > log) == allowed
    assert LogEntry.objects.exists() == allowed


@pytest.mark.parametrize("name", SHARED)
def test_the_form_comes_back_as_it_was_typed_with_the_stories(
    reporter: Client, rows: dict[str, Any], name: str
) -> None:
    row, (seen, unseen) = rows[name], CHANGES[name]
    answer = send(reporter, row, seen | unseen)
    what = {"image": "credit line"}.get(name, "name")
    assert told(answer) == (
        f"Not saved: 1 story that is live or scheduled uses what you changed here, the {what}. "
        + LACKS.removesuffix(" ask a colleague who may.")
    )
    story = PublishedArticle.objects.get().article
    assert screen.links(answer.content, ".not-saved li li a") == [address(story)]
    assert screen.texts(answer.content, ".not-saved li li") == ["Bridge reopens"]
    back = screen.fields(answer.content, form(row))
    assert {key: back[key] for key in seen | unseen} == seen | unseen
    # The rest is saved once what readers see is put back.
    shown = fields(reporter, row)
    assert reporter.post(address(row), back | {key: shown[key] for key in seen}).status_code == 302
    assert has(row, unseen)


@pytest.mark.parametrize("name", SHARED)
def test_what_stories_do_not_show_and_what_no_story_shows_is_changed_freely(
    reporter: Client, rows: dict[str, Any], name: str
) -> None:
    seen, unseen = CHANGES[name]
    before = documents()
    assert send(reporter, rows[name], unseen).status_code == 302
    assert has(rows[name], unseen)
    makers: dict[str, Any] = {
        "author": factories.author,
        "tag": factories.tag,
        "topic": factories.topic,
        "image": factories.image,
    }
    other = makers[name]()
    assert send(reporter, other, seen | unseen).status_code == 302
    assert has(other, seen | unseen)
    assert documents() == before


def test_the_form_says_so_before_anybody_writes_in_it(reporter: Client, chief: Client, rows: dict[str, Any]) -> None:
    warning = "1 story that is live or scheduled shows this. Your account may change only what does not appear there."
    for row in rows.values():
        assert screen.texts(reporter.get(address(row)).content, ".messagelist li") == [warning]
        assert screen.texts(chief.get(address(row)).content, ".messagelist li") == []
    assert screen.texts(reporter.get(address(factories.tag())).content, ".messagelist li") == []


def test_scheduled_stories_count(reporter: Client) -> None:
    tag = factories.tag("Bridges")
    verbs.schedule(factories.draft("Tomorrow", tags=[tag]), timezone.now() + timedelta(days=1))
    answer = send(reporter, tag, {"name": "Fords"})
    assert screen.texts(answer.content, ".not-saved li li") == ["Tomorrow"]
    assert has(tag, {"name": "Bridges"})


def test_many_stories_are_named_up_to_ten_the_newest_first(reporter: Client) -> None:
    tag, now = factories.tag("Bridges"), timezone.now()
    for number in range(12):
        factories.published(f"Story {number}", tags=[tag], at=now - timedelta(hours=number + 1))
    answer = send(reporter, tag, {"name": "Fords"})
    assert screen.texts(answer.content, ".not-saved li li") == [*(f"Story {n}" for n in range(10)), "2 more"]
    assert "12 stories that are live or scheduled use what you changed here, the name." in told(answer)


def test_who_may_not_see_stories_is_told_of_public_ones_and_of_the_number(rows: dict[str, Any]) -> None:
    tag = rows["tag"]
    verbs.schedule(factories.draft("Secret plans", tags=[tag]), timezone.now() + timedelta(days=1))
    PublishedArticle.objects.get(slug="bridge-reopens").article.save()
    answer = send(signed_in(user("library", DESK)), tag, {"name": "Fords"})
    assert screen.texts(answer.content, ".not-saved li li") == ["Bridge reopens", "1 more"]
    assert screen.links(answer.content, ".not-saved li li a") == ["https://www.example.test/city/bridge-reopens"]
    assert b"Secret plans" not in answer.content


def test_what_is_named_is_what_readers_see_and_harmless(reporter: Client) -> None:
    tag = factories.tag("Bridges")
    article = factories.published("<b>Out</b>", tags=[tag])
    article.headline = "In the making"
    article.save()
    answer = send(reporter, tag, {"name": "Fords"})
    assert screen.texts(answer.content, ".not-saved li li") == ["<b>Out</b>"]


def test_a_topic_is_not_moved_below_another(reporter: Client, rows: dict[str, Any]) -> None:
    parent = factories.topic("Region")
    answer = send(reporter, rows["topic"], {"parent": str(parent.pk)})
    assert "uses what you changed here, the parent." in told(answer)
    assert has(rows["topic"], {"parent": None})
    # Nor is the one above it.
    rows["topic"].parent = parent
    rows["topic"].save()
    answer = send(reporter, parent, {"slug": "county"})
    assert "uses what you changed here, the address and parent." in told(answer)


def test_pictures_are_neither_replaced_nor_cropped_otherwise(reporter: Client, rows: dict[str, Any]) -> None:
    image: Image = rows["image"]
    with image.file.open() as file:
        content = file.read()
    upload = SimpleUploadedFile("new.jpg", factories.picture(color="navy"), "image/jpeg")
    answer = send(reporter, image, {"file": upload})
    assert "uses what you changed here, the picture." in told(answer)
    # The refusal asks for nothing that would be refused again.
    assert screen.texts(answer.content, ".messagelist li") == []
    answer = send(reporter, image, {"focal_x": "0.1", "focal_y": "0.9"})
    assert "uses what you changed here, the focal point." in told(answer)
    image.refresh_from_db()
    with image.file.open() as file:
        assert file.read() == content
    assert len(image.file.storage.listdir(str(image.pk))[1]) == 1
    # With the right it is replaced.
    upload = SimpleUploadedFile("new.jpg", factories.picture(color="navy"), "image/jpeg")
    assert send(signed_in(user("desk", ACCOUNTS["with the right"])), image, {"file": upload}).status_code == 302


@pytest.mark.parametrize("popup", [{}, {"_popup": "1"}, {"_popup": "1", "_to_field": "id"}])
@pytest.mark.parametrize("button", ["_save", "_continue", "_addanother"])
def test_no_button_and_no_pop_up_goes_past_it(
    reporter: Client, rows: dict[str, Any], popup: dict[str, str], button: str
) -> None:
    for name, row in rows.items():
        before = type(row).objects.count()
        answer = send(reporter, row, CHANGES[name][0] | popup | {button: "1"})
        assert answer.status_code == 200
        assert "Not saved" in told(answer)
        assert (type(row).objects.count(), has(row, CHANGES[name][0])) == (before, False)


def test_saving_as_new_makes_a_new_row_for_whoever_may_add_one(rows: dict[str, Any]) -> None:
    """Django accepts the name of that button even where there is no such button."""
    values = {"name": "Fords", "slug": "", "_saveasnew": "1"}
    adding = signed_in(user("adding", DESK))
    changing = signed_in(user("changing", ["view_tag", "change_tag"]))
    assert send(changing, rows["tag"], values).status_code == 403
    assert send(adding, rows["tag"], values).status_code == 302
    assert sorted(Tag.objects.values_list("name", flat=True)) == ["Bridges", "Fords"]
    assert has(rows["tag"], {"name": "Bridges"})


def test_the_key_of_another_row_in_a_new_one_changes_nothing(reporter: Client, rows: dict[str, Any]) -> None:
    for row in rows.values():
        add = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_add")
        data = screen.fields(reporter.get(add).content, form(row)) | {"id": str(row.pk), "pk": str(row.pk)}
        upload = SimpleUploadedFile("new.jpg", factories.picture(), "image/jpeg")
        words = {"name": "Brand new", "title": "Brand new"} | ({"file": upload} if isinstance(row, Image) else {})
        assert reporter.post(add, data | words).status_code == 302
        row.refresh_from_db()
        assert str(row) != "Brand new"


def test_what_is_chosen_in_a_pop_up_can_be_added(reporter: Client) -> None:
    for name, model in (("author", Author), ("tag", Tag), ("topic", Topic)):
        add = reverse(f"admin:articles_{name}_add") + "?_popup=1&_to_field=id"
        data = screen.fields(reporter.get(add).content, f"#{name}_form") | {"name": "New", "_popup": "1"}
        assert reporter.post(add, data).status_code == 200
        assert model.objects.filter(name="New").exists()
    add = reverse("admin:media_image_add") + "?_popup=1&CKEditorFuncNum=1"
    data = screen.fields(reporter.get(add).content, "#image_form")
    upload = SimpleUploadedFile("new.jpg", factories.picture(), "image/jpeg")
    assert reporter.post(add, data | {"file": upload, "credit": "Pool"}).status_code == 302
    assert Image.objects.filter(credit="Pool").exists()


@pytest.mark.parametrize("name", SHARED)
def test_what_is_shown_is_deleted_by_nobody(rows: dict[str, Any], name: str, reporter: Client, chief: Client) -> None:
    row = rows[name]
    listing = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_changelist")
    for client in (reporter, chief):
        page = client.get(address(row, "delete")).content.decode()
        assert "Bridge reopens" in page
        client.post(address(row, "delete"), {"post": "yes"})
        client.post(listing, {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"})
        assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("name", ["author", "tag", "topic", "image"])
def test_stories_that_keep_a_row_from_being_deleted_are_named_to_whom_may_see_them(name: str) -> None:
    rows: dict[str, Any] = {
        "author": factories.author(),
        "tag": factories.tag(),
        "topic": factories.topic(),
        "image": factories.image(),
    }
    factories.draft(
        "Secret plans", authors=[rows["author"]], tags=[rows["tag"]], topic=rows["topic"], lead=rows["image"]
    )
    library = signed_in(user("library", DESK))
    for page in ("delete", "change"):
        assert b"Secret plans" not in library.get(address(rows[name], page)).content
    assert b"1 more that your account may not see" in library.get(address(rows[name], "delete")).content
    looking = signed_in(user("looking", [*DESK, "view_article"]))
    assert b"Secret plans" in looking.get(address(rows[name], "delete")).content


def test_lists_that_are_edited_in_place_ask_too(rows: dict[str, Any]) -> None:
    from articles.admin.lists.tag import TagAdmin

    class Edited(TagAdmin):
        list_editable = ["kind"]

    site = EditorsSite()
    site.register(Tag, Edited)
    tag, free = rows["tag"], factories.tag("Free")
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "_save": "1"}
    for number, row in enumerate((tag, free)):
        data |= {f"form-{number}-id": str(row.pk), f"form-{number}-kind": "place"}
    for person, status in ((user("ana", DESK), 403), (user("desk", [*DESK, "change_live"]), 302)):
        request = RequestFactory().post("/", data)
        request.user = person
        request.session = {}  # type: ignore[assignment]
        request._messages = Said()  # type: ignore[attr-defined]
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        view = site.admin_view(site.get_model_admin(Tag).changelist_view)
        answer = view(request)
        assert answer.status_code == status
        # All or nothing, as the list is one form.
        assert [has(row, {"kind": "place"}) for row in (tag, free)] == [status == 302] * 2
        if status == 403:
            assert "uses what you changed here, the kind." in answer.content.decode()


class Said(list[Any]):
    def add(self, *args: Any) -> None:
        self.append(args)


def test_rights_that_are_taken_away_meanwhile_are_gone(rows: dict[str, Any]) -> None:
    person = user("desk", ACCOUNTS["with the right"])
    client = signed_in(person)
    data = fields(client, rows["tag"]) | {"name": "Fords"}
    person.user_permissions.remove(Permission.objects.get(codename="change_live"))
    assert "Not saved" in told(client.post(address(rows["tag"]), data))
    assert has(rows["tag"], {"name": "Bridges"})


def test_a_story_that_is_written_takes_no_former_address_from_a_live_one(reporter: Client) -> None:
    live = factories.published("Live", slug="alpha")
    live.slug = "beta"
    live.save()
    verbs.publish(live)
    other = factories.draft("Other")
    answer = send(reporter, other, {"slug": "alpha", "take_over": "on", "notes": "Two hours of work"})
    assert told(answer).startswith(
        "Not saved: 1 story that is live or scheduled uses what you changed here, the former address. "
        "Your account may not take over addresses that lead to stories: it lacks the right "
        "“Can publish, schedule, correct and unpublish stories”."
    )
    assert screen.fields(answer.content, "#article_form")["notes"] == "Two hours of work"
    assert Client().get("/api/v1/articles/alpha/").status_code == 301


def test_no_account_gives_itself_the_right_by_the_form_of_a_story(reporter: Client, rows: dict[str, Any]) -> None:
    """A story's own rows only choose the rows to which they refer and do not change them."""
    article = factories.draft("Draft", authors=[rows["author"]])
    send(reporter, article, {"bylines-0-name": "X", "bylines-0-author-name": "X", "author": "X"})
    assert has(rows["author"], {"name": "Ana Ruiz"})
