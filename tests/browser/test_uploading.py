"""Pictures that are uploaded while writing: into the text and beside it, with what they need asked in place."""

import base64
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles import body
from articles.models import Article, ImageUse
from media.models import Image
from tests import factories
from tests.browser.test_newsroom import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GIVE = """([kind, selector, name, content]) => {
  const data = new DataTransfer()
  const bytes = Uint8Array.from(atob(content), (one) => one.charCodeAt(0))
  data.items.add(new File([bytes], name, {type: "image/jpeg"}))
  const place = document.querySelector(selector)
  const {left, bottom} = place.getBoundingClientRect()
  const at = {bubbles: true, cancelable: true, clientX: left + 5, clientY: bottom - 2}
  const event = kind === "paste"
    ? new ClipboardEvent("paste", {...at, clipboardData: data})
    : new DragEvent("drop", {...at, dataTransfer: data})
  place.dispatchEvent(event)
}"""


def give(page: Page, kind: str, selector: str, name: str, content: bytes) -> None:
    """Paste or drop a file."""
    page.evaluate(GIVE, [kind, selector, name, base64.b64encode(content).decode()])


@pytest.fixture
def _writing(page: Page) -> None:
    User.objects.create_superuser("mara", password="a long enough password")
    sign_in(page)
    page.goto("/admin/articles/article/add/")
    page.locator("#id_headline").fill("Harbour bridge reopens")


def save(page: Page) -> Article:
    with page.expect_navigation():
        page.locator("input[name=_continue]").click()
    return Article.objects.get()


@pytest.mark.usefixtures("_writing")
def test_a_file_dropped_on_the_text_is_placed_described_and_shown_as_it_will_be(page: Page) -> None:
    text = page.locator(".ProseMirror[contenteditable=true]")
    text.click()
    page.keyboard.type("The bridge.")
    give(page, "drop", ".ProseMirror p", "the_bridge.jpg", factories.picture())
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Credit line")).to_be_focused()
    page.keyboard.type("© Ana Ruiz/Pool")
    dialog.get_by_label("Alternative text").fill("A red bridge")
    dialog.get_by_label("Caption").fill("The bridge at noon.")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    figure = text.locator("figure")
    expect(figure.locator("img")).to_have_js_property("complete", True)
    expect(figure.get_by_role("button")).to_have_text(["The bridge at noon.", "© Ana Ruiz/Pool"])
    # The caption is written where it will be.
    figure.get_by_role("button", name="The bridge at noon.").click()
    page.keyboard.type(" And a gull.")
    page.keyboard.press("Enter")
    page.keyboard.type("At last.")
    article = save(page)
    image = Image.objects.get()
    assert (image.title, image.credit, image.alt_text) == ("the bridge", "© Ana Ruiz/Pool", "A red bridge")
    assert str(image.uploaded_by) == "mara"
    caption = "<figcaption>The bridge at noon. And a gull.</figcaption>"
    picture = f'<figure><img data-file="{image.pk}" alt="">{caption}</figure>'
    assert article.body == f"<p>The bridge.</p>{picture}<p>At last.</p>"


@pytest.mark.usefixtures("_writing")
def test_a_picture_beside_the_text_is_uploaded_and_says_what_it_needs(page: Page, tmp_path: Path) -> None:
    (tmp_path / "quay.jpg").write_bytes(factories.picture())
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Upload…").click()
    chooser.value.set_files(tmp_path / "quay.jpg")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Credit line").fill("© Ana Ruiz")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    row = page.locator("#image_uses-group .picture-row")
    expect(row.locator("[data-needs]")).to_contain_text("Needs alternative text.")
    give(page, "drop", ".picker-pictures", "gull.jpg", factories.picture(color="red"))
    dialog.get_by_role("button", name="Cancel").click()
    expect(row).to_have_count(2)
    row.first.get_by_role("button", name="Write it…").click()
    expect(dialog.get_by_label("Alternative text")).to_be_focused()
    page.keyboard.type("A quay")
    page.keyboard.press("Enter")
    expect(row.first.locator("[data-needs]")).not_to_contain_text("Needs")
    # By keyboard, the second becomes the first.
    row.last.locator(".picked-button").focus()
    page.keyboard.press("Alt+ArrowUp")
    uses = [(use.image.title, use.role) for use in save(page).image_uses.all()]
    assert uses == [("gull", ImageUse.Role.GALLERY), ("quay", ImageUse.Role.LEAD)]


class TestWhatIsNoPicture:
    @pytest.fixture
    def expected(self) -> list[str]:
        return ["Failed to load resource: the server responded with a status of 400"]

    @pytest.mark.usefixtures("_writing")
    def test_is_refused_with_a_reason(self, page: Page) -> None:
        text = page.locator(".ProseMirror[contenteditable=true]")
        text.click()
        page.keyboard.type("Text")
        give(page, "paste", ".ProseMirror", "clip.jpg", b"no picture")
        expect(page.locator(".prose-notice p")).to_contain_text("not a picture")
        assert body.clean(page.locator("#id_body").input_value()) == "<p>Text</p>"
        assert not Image.objects.exists()
