"""Debian's Chromium against the live server. Every error on a page fails its test."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.db import connection
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

# Playwright keeps an event loop in this thread, where Django would refuse every query. Nothing runs concurrently here.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

WIDE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """SQLite in a file: in memory, all threads of the live server would share one connection and break it."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if not path:
        pytest.skip("needs Debian's Chromium: apt-get install chromium-headless-shell")
    with sync_playwright() as playwright:
        # Chromium's sandbox does not work for root, the user of containers and CI.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def expected() -> list[str]:
    """The beginnings of errors that a test expects, such as the browser's own for a 404."""
    return []


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer, settings: Settings, expected: list[str]) -> Iterator[Page]:
    """A wide window on the live server. Errors in its console, including policy violations, fail the test."""
    settings.PUBLIC_URL = live_server.url
    settings.FRONTEND_ARTICLE_URL = live_server.url + "/articles/{slug}/"
    settings.FRONTEND_PREVIEW_URL = live_server.url + "/preview/{token}/"
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    # Headless Chromium names itself so, and the counter would take it for a bot.
    agent = f"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/{chromium.version} Safari/537.36"
    complaints: list[str] = []
    context = chromium.new_context(base_url=live_server.url, viewport=WIDE, reduced_motion="reduce", user_agent=agent)
    window = context.new_page()

    def listen(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    window.on("console", listen)
    window.on("pageerror", lambda error: complaints.append(str(error)))
    yield window
    heard = [complaint for complaint in complaints if not complaint.startswith(tuple(expected))]
    # Nothing that a page sends as it goes may reach the next test's database.
    context.set_offline(True)
    context.close()
    assert heard == []


def choose_first(library: Page) -> None:
    """Choose the first picture in a window of the library, which closes while the click is still being answered."""
    library.wait_for_load_state()
    library.locator("button:has(img)").first.evaluate("(button) => setTimeout(() => button.click())")
