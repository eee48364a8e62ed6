"""A picture as the API shows it."""

from typing import Any
from uuid import UUID

import pytest

from media.models import Image
from media.renditions import key
from media.serializers import FocalPointSerializer, ImageSerializer, RenditionSerializer, ShownImage

PICTURE = Image(
    id=UUID("0f9c5e0a-0000-4000-8000-000000000001"),
    title="bridge final 2",
    caption="The bridge at dusk.",
    credit="© Halewood Pictures/Pool",
    creator="Mara Quill",
    copyright_notice="2026 Halewood Pictures",
    alt_text="A steel bridge over a river",
    instructions="Not before Monday",
    focal_x=0.5,
    focal_y=0.4,
    width=640,
    height=480,
)


def test_a_picture_is_shown_with_its_words_rights_and_renditions() -> None:
    base = f"https://public-url.invalid/renditions/{PICTURE.id}/{key(PICTURE)}"
    assert ImageSerializer(ShownImage.of(PICTURE)).data == {
        "id": "0f9c5e0a-0000-4000-8000-000000000001",
        "alt_text": "A steel bridge over a river",
        "caption": "The bridge at dusk.",
        "credit": "© Halewood Pictures/Pool",
        "creator": "Mara Quill",
        "copyright_notice": "2026 Halewood Pictures",
        "width": 640,
        "height": 480,
        "focal_point": {"x": 0.5, "y": 0.4},
        "src": f"{base}/full-640.jpg",
        "renditions": [
            {"name": "wide-640", "url": f"{base}/wide-640.webp", "width": 640, "height": 360, "type": "image/webp"},
            {"name": "wide-640", "url": f"{base}/wide-640.jpg", "width": 640, "height": 360, "type": "image/jpeg"},
            {"name": "full-640", "url": f"{base}/full-640.webp", "width": 640, "height": 480, "type": "image/webp"},
            {"name": "full-640", "url": f"{base}/full-640.jpg", "width": 640, "height": 480, "type": "image/jpeg"},
            {
                "name": "standard-1280",
                "url": f"{base}/standard-1280.jpg",
                "width": 640,
                "height": 480,
                "type": "image/jpeg",
            },
            {
                "name": "square-1280",
                "url": f"{base}/square-1280.jpg",
                "width": 480,
                "height": 480,
                "type": "image/jpeg",
            },
        ],
    }


def test_what_is_described_is_what_is_answered() -> None:
    answer = ImageSerializer(ShownImage.of(PICTURE)).data
    assert list(ImageSerializer().fields) == list(answer)
    assert list(FocalPointSerializer().fields) == list(answer["focal_point"])
    assert list(RenditionSerializer().fields) == list(answer["renditions"][0])


OWN = (PICTURE.caption, PICTURE.alt_text, PICTURE.credit)


@pytest.mark.parametrize(
    ("decorative", "given", "expected"),
    [
        (False, {}, OWN),
        (False, {"caption": "Here."}, ("Here.", *OWN[1:])),
        (False, {"alt_text": "There."}, (OWN[0], "There.", OWN[2])),
        (False, {"caption": " ", "alt_text": "\n"}, OWN),
        (False, {"show_credit": False}, (*OWN[:2], "")),
        (True, {}, (OWN[0], "", OWN[2])),
        (True, {"alt_text": "There."}, (OWN[0], "There.", OWN[2])),
    ],
)
def test_words_of_the_place_come_before_the_picture_s_own(
    decorative: bool, given: dict[str, Any], expected: tuple[str, str, str]
) -> None:
    image = Image(caption=PICTURE.caption, alt_text=PICTURE.alt_text, credit=PICTURE.credit, decorative=decorative)
    shown = ShownImage.of(image, **given)
    assert (shown.caption, shown.alt_text, shown.credit) == expected


@pytest.mark.parametrize("credit", ["Jane Doe / Halewood", "© © 2026", "&copy; <b>", "  (c) Pool "])
def test_a_credit_line_is_never_touched(credit: str) -> None:
    assert ImageSerializer(ShownImage.of(Image(credit=credit, width=1, height=1))).data["credit"] == credit
