"""The picture library's desk: uploading through the real form, finding, warning, deleting."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import Article
from media.models import Image
from tests import factories
from tests.media import pictures

pytestmark = pytest.mark.django_db

ADD = "/admin/media/image/add/"
LIST = "/admin/media/image/"


@pytest.fixture
def editor(admin_client: Client) -> Client:
    return admin_client


def upload(data: bytes | None = None, name: str = "bridge.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pictures.plain() if data is None else data, content_type="image/jpeg")


def form(**fields: Any) -> dict[str, Any]:
    """The fields that a browser sends, empty unless given."""
    words = ["title", "caption", "alt_text", "credit", "creator", "copyright_notice", "source", "usage_terms"]
    rest = ["license_url", "instructions", "taken_at", "digital_source_type"]
    return dict.fromkeys(words + rest, "") | {"focal_x": "0.5", "focal_y": "0.5"} | fields


def said(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def change(image: Image) -> str:
    return f"{LIST}{image.pk}/change/"


def errors(response: Any) -> dict[str, list[str]]:
    return dict(response.context["adminform"].form.errors)


def test_an_upload_becomes_a_picture(editor: Client, admin_user: User) -> None:
    fields = form(title="Bridge", credit="© Halewood Pictures/Pool", alt_text="A bridge", focal_x="0.25", file=upload())
    response = editor.post(ADD, fields)
    image = Image.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, LIST)
    assert (image.title, image.credit, image.focal_x) == ("Bridge", "© Halewood Pictures/Pool", 0.25)
    assert (image.width, image.height, image.uploaded_by) == (640, 480, admin_user)
    assert len(image.checksum) == 64


def test_an_upload_says_what_the_file_brought_and_what_is_missing(editor: Client) -> None:
    data = pictures.plain(xmp=pictures.xmp("<dc:creator>Mara Quill</dc:creator><dc:description>Dusk</dc:description>"))
    response = editor.post(ADD, form(caption="Typed", file=upload(data)))
    image = Image.objects.get()
    assert response.headers["Location"] == change(image)
    assert (image.title, image.caption, image.creator) == ("bridge", "Typed", "Mara Quill")
    assert said(response)[:2] == [
        "Taken from the file: creator.",
        "Stories cannot be published with it until it has a credit line and alternative text.",
    ]


def test_the_same_file_again_is_a_warning(editor: Client) -> None:
    editor.post(ADD, form(title="First", credit="Pool", alt_text="A bridge", file=upload()))
    first = Image.objects.get()
    response = editor.post(ADD, form(title="Second", credit="Pool", alt_text="A bridge", file=upload()))
    link = f'<a href="{change(first)}">First</a>'
    assert f"The same file is already in the library: {link}." in said(response)
    page = editor.get(change(Image.objects.exclude(pk=first.pk).get())).content.decode()
    assert link in page


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<svg/>", "This is not a picture in a format we accept: JPEG, PNG, WebP, AVIF or GIF."),
        (pictures.plain()[:2000], "The picture is damaged: part of it is missing or cannot be read."),
        (b"", "The submitted file is empty."),
    ],
    ids=["svg", "truncated", "empty"],
)
def test_a_bad_upload_is_an_error_beside_the_field(editor: Client, content: bytes, message: str) -> None:
    response = editor.post(ADD, form(file=upload(content)))
    assert errors(response) == {"file": [message]}
    assert not Image.objects.exists()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, {"file": ["This field is required."]}),
        (
            {"focal_x": "1.2", "file": True},
            {"__all__": ["The focal point must lie inside the picture: both values from 0 to 1."]},
        ),
        (
            {"alt_text": "a" * 251, "file": True},
            {"alt_text": ["Ensure this value has at most 250 characters (it has 251)."]},
        ),
    ],
    ids=["no file", "focal point outside", "alternative text too long"],
)
def test_a_bad_field_is_an_error(editor: Client, fields: dict[str, Any], expected: dict[str, list[str]]) -> None:
    files = {"file": upload()} if fields.get("file") else {}
    assert errors(editor.post(ADD, form(**fields | files))) == expected


def test_words_change_without_a_new_file(editor: Client) -> None:
    image = factories.image()
    before = image.file.name
    editor.post(change(image), form(title="Dusk", credit="Pool", focal_y="0.1"))
    image.refresh_from_db()
    assert (image.title, image.credit, image.focal_y, image.file.name) == ("Dusk", "Pool", 0.1, before)


def test_a_text_with_several_lines_keeps_its_line_ends(editor: Client) -> None:
    image = factories.image()
    editor.post(change(image), form(title="Dusk", caption="One\r\nTwo", taken_at="2024-05-01T18:30:15"))
    image.refresh_from_db()
    assert image.caption == "One\nTwo"
    assert image.taken_at == datetime(2024, 5, 1, 18, 30, 15, tzinfo=UTC)


def test_a_new_file_replaces_the_old_one_and_keeps_the_words(editor: Client) -> None:
    image = factories.image(credit="Pool", checksum="before")
    xmp = pictures.xmp("<photoshop:Credit>Other</photoshop:Credit>")
    editor.post(change(image), form(title="Dusk", credit="Pool", file=upload(pictures.plain((300, 200), xmp=xmp))))
    image.refresh_from_db()
    assert (image.width, image.height, image.credit) == (300, 200, "Pool")
    assert image.checksum != "before"


def test_the_page_of_a_picture_shows_it_and_where_it_is_used(editor: Client) -> None:
    image = factories.image()
    story = factories.published("Harbour bridge reopens", lead=image)
    author = factories.author("Ana Ruiz", image=image)
    page = editor.get(change(image)).content.decode()
    assert f"/renditions/{image.pk}/" in page
    assert f'<a href="/admin/articles/article/{story.pk}/change/">Harbour bridge reopens</a>' in page
    assert f'<a href="/admin/articles/author/{author.pk}/change/">Ana Ruiz</a>' in page
    assert str(image.file.name) not in page


def test_who_may_only_look_sees_no_file_field(client: Client) -> None:
    reader = User.objects.create(username="reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_image"))
    client.force_login(reader)
    image = factories.image(credit="Pool of Hale")
    page = client.get(change(image)).content.decode()
    assert "Pool of Hale" in page
    assert 'name="file"' not in page


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", {"Whole", "No credit", "No text", "Decorative"}),
        ("?needs=credit", {"No credit"}),
        ("?needs=alt_text", {"No text"}),
        ("?needs=nothing", {"Whole", "Decorative"}),
        ("?q=quill", {"Whole"}),
        ("?q=regatta", {"No text"}),
    ],
)
def test_the_list_is_searched_and_narrowed(editor: Client, query: str, titles: set[str]) -> None:
    factories.image(title="Whole", creator="Mara Quill")
    factories.image(title="No credit", credit="")
    factories.image(title="No text", alt_text="", caption="The regatta")
    factories.image(title="Decorative", alt_text="", decorative=True)
    found = editor.get(LIST + query).context["cl"].result_list
    assert {image.title for image in found} == titles


def test_the_list_flags_what_is_missing(editor: Client) -> None:
    factories.image(credit="", alt_text="")
    page = editor.get(LIST).content.decode()
    assert '<span class="pill pill-changed">credit line</span>' in page
    assert '<span class="pill pill-changed">alternative text</span>' in page


def test_the_list_costs_as_much_for_three_as_for_one(
    editor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    factories.image()
    with django_assert_num_queries(5):
        editor.get(LIST)
    factories.image()
    factories.image()
    with django_assert_num_queries(5):
        editor.get(LIST)


@pytest.mark.parametrize("way", ["page", "list"])
def test_a_picture_in_use_is_not_deleted(editor: Client, way: str) -> None:
    image = factories.image()
    story = factories.published("Harbour bridge reopens", lead=image, gallery=[image])
    if way == "page":
        page = editor.post(f"{LIST}{image.pk}/delete/", {"post": "yes"})
    else:
        page = editor.post(LIST, {"action": "delete_selected", "_selected_action": [str(image.pk)]})
    assert page.context["protected"] == [
        f'Article: <a href="/admin/articles/article/{story.pk}/change/">Harbour bridge reopens</a>'
    ]
    assert Image.objects.filter(pk=image.pk).exists()
    assert Article.objects.filter(pk=story.pk).exists()


def test_a_picture_nobody_uses_is_deleted(editor: Client) -> None:
    image = factories.image()
    editor.post(f"{LIST}{image.pk}/delete/", {"post": "yes"})
    assert not Image.objects.exists()
