"""The text editor as the writing screen configures it."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from tests.browser.editor.driving import Editor
from tests.browser.test_newsroom import sign_in


@pytest.fixture
def editor(page: Page) -> Editor:
    """The empty text of a new story."""
    User.objects.create_superuser("mara", password="a long enough password")
    sign_in(page)
    page.goto("/admin/articles/article/add/")
    expect(page.get_by_role("toolbar", name="Formatting")).to_be_visible()
    return Editor(page)
