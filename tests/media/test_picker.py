"""The pop-up in which editors choose a picture for a story."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from media.models import Image
from media.picker import choice
from media.renditions import key
from tests import factories
from tests.media.test_admin import ADD, form, upload

pytestmark = pytest.mark.django_db

PICKER = "/admin/media/image/picker/"


def titles(response: Any) -> list[str]:
    return [picture["title"] for picture in response.context["pictures"]]


def test_a_choice_is_all_that_the_story_needs() -> None:
    image = factories.image(title="Bridge", caption="At dusk.", alt_text="A bridge", width=3000, height=2000)
    base = f"/renditions/{image.pk}/{key(image)}"
    assert choice(image) == {
        "id": str(image.pk),
        "title": "Bridge",
        "caption": "At dusk.",
        "alternative_text": "A bridge",
        "credit": "© Halewood Pictures/Pool",
        "missing": [],
        "thumbnail": f"{base}/wide-320.webp",
        "url": f"{base}/full-1280.webp",
    }


def test_the_text_of_a_decorative_picture_is_empty() -> None:
    assert choice(factories.image(alt_text="Left over", decorative=True))["alternative_text"] == ""


def test_every_picture_is_a_button_that_holds_its_choice(admin_client: Client) -> None:
    image = factories.image(title='A "bridge"', caption="<b>Dusk</b>", alt_text="A bridge & a river", credit="")
    page = admin_client.get(PICKER, {"CKEditorFuncNum": "-1"}).content.decode()
    button = re.search(r"<button type=\"button\"(.*?)>", page, re.DOTALL)
    assert button is not None
    base = f"/renditions/{image.pk}/{key(image)}"
    assert button[1].split('" ') == [
        f' data-id="{image.pk}',
        f'data-url="{base}/full-640.webp',
        f'data-thumbnail="{base}/wide-320.webp',
        'data-title="A &quot;bridge&quot;',
        'data-alternative-text="A bridge &amp; a river',
        'data-caption="&lt;b&gt;Dusk&lt;/b&gt;"',
    ]
    assert 'data-picker-number="-1"' in page
    assert "needs a credit line" in page


def test_the_library_is_searched_and_paged(admin_client: Client) -> None:
    for number in range(26):
        factories.image(title=f"Harbour {number:02}")
    factories.image(title="Market")
    first = admin_client.get(PICKER, {"CKEditorFuncNum": "1", "q": "harbour"})
    assert len(titles(first)) == 24
    assert first.context["pages"] == {"next": "?CKEditorFuncNum=1&q=harbour&p=2"}
    second = admin_client.get(PICKER + first.context["pages"]["next"])
    assert titles(second) == ["Harbour 01", "Harbour 00"]
    assert second.context["pages"] == {"previous": "?CKEditorFuncNum=1&q=harbour&p=1"}
    assert titles(admin_client.get(PICKER, {"q": "nothing like it"})) == []
    assert titles(admin_client.get(PICKER, {"q": "harbour", "p": "rubbish"})) == titles(first)


def test_a_page_costs_the_same_for_many(
    admin_client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    factories.image()
    with django_assert_num_queries(4):
        admin_client.get(PICKER)
    factories.image()
    factories.image()
    with django_assert_num_queries(4):
        admin_client.get(PICKER)


def test_nothing_on_the_page_is_inline(admin_client: Client) -> None:
    factories.image()
    page = admin_client.get(PICKER).content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=|javascript:", page)


def test_an_upload_leads_back_to_the_pop_up(admin_client: Client) -> None:
    address = admin_client.get(PICKER, {"CKEditorFuncNum": "-3"}).context["upload"]
    assert address == f"{ADD}?_popup=1&CKEditorFuncNum=-3"
    response = admin_client.post(address, form(title="Fresh", file=upload()) | {"_popup": "1"})
    assert (response.status_code, response.headers["Location"]) == (302, f"{PICKER}?CKEditorFuncNum=-3")
    page = admin_client.get(response.headers["Location"])
    assert titles(page) == ["Fresh"]
    assert "needs a credit line and alternative text" in page.content.decode()
    assert Image.objects.count() == 1


def test_who_may_not_see_pictures_may_not_choose_one(client: Client) -> None:
    assert client.get(PICKER).status_code == 302
    client.force_login(User.objects.create(username="ana", is_staff=True))
    assert client.get(PICKER).status_code == 403
