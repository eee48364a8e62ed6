"""An editor redirects an old address to a story."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import Redirect
from tests import factories
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_newsroom import choose, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _newsroom() -> None:
    User.objects.create_superuser("mara", password="a long enough password")
    factories.published("Harbour bridge")


def test_an_old_path_leads_to_a_story(page: Page) -> None:
    sign_in(page)
    page.goto("/admin/articles/redirect/add/")
    page.locator("#id_path").fill("/2019/05/Bridge.html")
    choose(page, page.locator(".field-article"), "Harbour bridge")
    page.locator("input[name=_save]").click()
    expect(page.locator("#result_list .field-leads_to")).to_have_text("Harbour bridge Live")
    answer = page.request.get("/api/v1/resolve/?path=/2019/05/bridge.html").json()
    assert answer["location"].endswith("/articles/harbour-bridge/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it(page: Page, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    Redirect.objects.create(path="/shop", address="https://shop.test/")
    sign_in(page)
    for window in (PHONE, WIDE):
        page.set_viewport_size(window)
        for path in ("", "add/"):
            page.goto(f"/admin/articles/redirect/{path}")
            page.wait_for_load_state("networkidle")
            found = Axe().run(page).response["violations"]
            assert [(path, rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
