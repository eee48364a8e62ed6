"""An author whom two people change at once, and the bin: for everybody, in every window."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.editing import binning
from articles.models import Author
from tests import factories
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_newsroom import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looks_well(page: Page) -> None:
    for window in (PHONE, WIDE):
        page.set_viewport_size(window)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_are_asked_and_a_draft_comes_back(page: Page, scheme: Literal["light", "dark"]) -> None:
    mara = User.objects.create_superuser("mara", password="a long enough password")
    author = factories.author("Tom Okafor", job_title="Reporter")
    binning.discard(factories.draft("Bridge opens"), mara)
    page.emulate_media(color_scheme=scheme)
    sign_in(page)
    page.goto(f"/admin/articles/author/{author.pk}/change/")
    Author.objects.update(job_title="Editor")
    page.locator("#id_job_title").fill("Chief reporter")
    page.locator("input[name=_continue]").click()
    expect(page.locator(".clashes blockquote")).to_have_text(["Editor"])
    looks_well(page)
    page.get_by_label("Keep mine").check()
    page.locator("input[name=_continue]").click()
    expect(page.locator("#id_job_title")).to_have_value("Chief reporter")
    expect(page.locator(".clashes")).to_have_count(0)

    page.goto("/admin/articles/article/bin/")
    looks_well(page)
    page.get_by_role("button", name="Restore “Bridge opens”").click()
    expect(page.locator(".messagelist")).to_contain_text("is back, with its history")
