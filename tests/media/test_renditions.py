"""Renditions as values: which exist, which part of the picture they keep, their addresses."""

import re
from uuid import UUID

import pytest

from media.models import Image
from media.renditions import Box, crop, find, key, largest, renditions_of

ID = UUID("0f9c5e0a-0000-4000-8000-000000000001")
SECRET = "ab" * 16


def sizes(width: int, height: int) -> list[tuple[str, str, int, int]]:
    image = Image(id=ID, width=width, height=height)
    return [(one.name, one.extension, one.width, one.height) for one in renditions_of(image)]


def webps(width: int, height: int) -> list[tuple[str, int, int]]:
    return [(name, across, down) for name, extension, across, down in sizes(width, height) if extension == "webp"]


def test_a_large_picture_has_every_rendition() -> None:
    assert sizes(3000, 2000) == [
        ("wide-320", "webp", 320, 180),
        ("wide-320", "jpg", 320, 180),
        ("wide-640", "webp", 640, 360),
        ("wide-640", "jpg", 640, 360),
        ("wide-1280", "webp", 1280, 720),
        ("wide-1280", "jpg", 1280, 720),
        ("full-640", "webp", 640, 427),
        ("full-640", "jpg", 640, 427),
        ("full-1280", "webp", 1280, 853),
        ("full-1280", "jpg", 1280, 853),
        ("full-1920", "webp", 1920, 1280),
        ("full-1920", "jpg", 1920, 1280),
        ("standard-1280", "jpg", 1280, 960),
        ("square-1280", "jpg", 1280, 1280),
    ]


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1000, 500), [("wide-320", 320, 180), ("wide-640", 640, 360), ("wide-1280", 889, 500)]),
        ((640, 480), [("wide-320", 320, 180), ("wide-640", 640, 360)]),
        ((100, 80), [("wide-320", 100, 56)]),
        ((1, 1), [("wide-320", 1, 1)]),
    ],
)
def test_no_crop_is_wider_than_the_picture(size: tuple[int, int], expected: list[tuple[str, int, int]]) -> None:
    assert [one for one in webps(*size) if one[0].startswith("wide")] == expected


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1000, 3000), [("full-640", 640, 1920), ("full-1280", 1000, 3000)]),
        ((640, 480), [("full-640", 640, 480)]),
        ((100, 80), [("full-640", 100, 80)]),
        ((1280, 853), [("full-640", 640, 426), ("full-1280", 1280, 853)]),
    ],
)
def test_no_whole_is_wider_than_the_picture(size: tuple[int, int], expected: list[tuple[str, int, int]]) -> None:
    assert [one for one in webps(*size) if one[0].startswith("full")] == expected


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((640, 480), [("standard-1280", 640, 480), ("square-1280", 480, 480)]),
        ((1000, 3000), [("standard-1280", 1000, 750), ("square-1280", 1000, 1000)]),
        ((1, 1), [("standard-1280", 1, 1), ("square-1280", 1, 1)]),
    ],
)
def test_shapes_for_machines_come_in_jpeg_alone(size: tuple[int, int], expected: list[tuple[str, int, int]]) -> None:
    found = [one for one in sizes(*size) if one[0].startswith(("standard", "square"))]
    assert found == [(name, "jpg", width, height) for name, width, height in expected]


@pytest.mark.parametrize(
    ("family", "extension", "expected"),
    [
        ("wide", "jpg", (700, 394)),
        ("full", "webp", (700, 500)),
        ("standard", "jpg", (667, 500)),
        ("square", "jpg", (500, 500)),
    ],
)
def test_the_largest_of_a_family(family: str, extension: str, expected: tuple[int, int]) -> None:
    found = largest(Image(id=ID, width=700, height=500), family, extension)
    assert (found.width, found.height) == expected


@pytest.mark.parametrize(
    ("focal_point", "expected"),
    [
        ((0.5, 0.5), Box(0, 281, 3000, 1969)),
        ((0.5, 0.0), Box(0, 0, 3000, 1688)),
        ((0.2, 1.0), Box(0, 562, 3000, 2250)),
        ((0.5, 0.4), Box(0, 56, 3000, 1744)),
    ],
)
def test_a_crop_keeps_the_focal_point_near_its_middle(focal_point: tuple[float, float], expected: Box) -> None:
    assert crop(3000, 2250, 16 / 9, *focal_point) == expected


def test_a_crop_of_a_very_wide_picture_moves_sideways() -> None:
    assert crop(4000, 900, 16 / 9, 1, 0.5) == Box(2400, 0, 4000, 900)


def test_an_address_is_the_picture_its_key_and_the_name() -> None:
    rendition = find(Image(id=ID, width=3000, height=2000), "wide-640", "webp")
    assert rendition is not None
    assert re.fullmatch(rf"/renditions/{ID}/[0-9a-f]{{12}}/wide-640\.webp", rendition.path)
    assert rendition.type == "image/webp"


@pytest.mark.parametrize(
    "change",
    [{"checksum": "b"}, {"focal_x": 0.6}, {"focal_y": 0.0}, {"id": UUID(int=1)}, {"address_secret": "cd" * 16}],
)
def test_the_key_changes_with_the_picture_and_its_focal_point(change: dict[str, object]) -> None:
    before = {"id": ID, "checksum": "a", "address_secret": SECRET}
    assert key(Image(**before)) == "ee38d3ca9ec1"
    assert key(Image(**before)) != key(Image(**before | change))


def test_the_key_does_not_change_with_words_or_the_spelling_of_a_number() -> None:
    one, other = (Image(id=ID, address_secret=SECRET, focal_x=x, credit=words) for x, words in ((0, "A"), (0.0, "B")))
    assert key(one) == key(other)


def test_no_two_pictures_share_a_secret() -> None:
    assert len({Image().address_secret for _ in range(100)}) == 100


@pytest.mark.parametrize(
    ("name", "extension"), [("wide-641", "webp"), ("full-1280", "jpg"), ("wide-320", "gif"), ("square-1280", "webp")]
)
def test_there_are_no_others(name: str, extension: str) -> None:
    assert find(Image(id=ID, width=640, height=480), name, extension) is None
