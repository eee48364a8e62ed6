"""The messages to somebody whose save would change live stories without the right to."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Permission, User
from playwright.sync_api import Page, expect

from articles.models import Tag
from tests import factories
from tests.browser.conftest import PHONE
from tests.browser.test_newsroom import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RIGHTS = ["view_article", "view_tag", "change_tag", "view_image", "change_image"]


@pytest.fixture
def tag() -> Tag:
    person = User.objects.create_user("mara", password="a long enough password", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=RIGHTS))
    tag = factories.tag("Bridges")
    for headline in ("Harbour bridge reopens after two years", "A second bridge for the northern quays"):
        factories.published(headline, tags=[tag])
    return tag


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_refusal_can_be_read_and_followed(page: Page, tag: Tag, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    sign_in(page)
    page.goto(f"/admin/articles/tag/{tag.pk}/change/")
    expect(page.locator(".messagelist")).to_contain_text("2 stories that are live or scheduled show this.")
    page.locator("#id_name").fill("Fords")
    page.locator("#id_description").fill("Over <water> & under it.")
    page.locator("input[name=_save]").click()
    expect(page.locator(".not-saved")).to_contain_text("2 stories that are live or scheduled use what you changed here")
    expect(page.locator("#id_name")).to_have_value("Fords")
    expect(page.locator("#id_description")).to_have_value("Over <water> & under it.")
    for size in (None, PHONE):
        if size:
            page.set_viewport_size(size)
        width = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert width[0] <= width[1]
    assert Axe().run(page).response["violations"] == []
    with page.expect_popup() as opened:
        page.locator(".not-saved a", has_text="Harbour bridge").click()
    expect(opened.value.locator("#content")).to_contain_text("Harbour bridge reopens after two years")
    page.locator("#id_name").fill("Bridges")
    page.locator("input[name=_save]").click()
    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")
    tag.refresh_from_db()
    assert (tag.name, tag.description) == ("Bridges", "Over <water> & under it.")
