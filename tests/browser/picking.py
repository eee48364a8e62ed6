"""Drives the pickers of the writing screen by keyboard, as somebody does who types."""

from playwright.sync_api import Locator, Page, expect


def box(page: Page, name: str) -> Locator:
    """The field of a picker by its label: Authors, Tags, Topic, Related stories."""
    return page.get_by_role("combobox", name=name, exact=True)


def options(page: Page) -> Locator:
    """What the open list offers."""
    return page.locator(".picker-options:not([hidden]) [role=option]")


def picked(page: Page, prefix: str) -> Locator:
    """What has been picked, in its order."""
    return page.locator(f"#{prefix}-group .picked-row:not([hidden]) [data-name]")


def pick(page: Page, name: str, *texts: str) -> None:
    """Type each of the texts and choose the first option, which has or makes it."""
    field = box(page, name)
    field.focus()
    for text in texts:
        field.fill(text)
        expect(options(page).first).to_contain_text(text)
        field.press("Enter")
        expect(options(page)).to_have_count(0)
