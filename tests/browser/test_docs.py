"""The API's documentation page, under the same strict policy as everything else."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_schema_can_be_read(page: Page) -> None:
    page.goto("/api/v1/docs/")
    expect(page.locator(".opblock-summary-path").first).to_be_visible()
    expect(page.locator("#operations-articles-count_article_view")).to_be_visible()
