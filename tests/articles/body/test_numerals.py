"""Numbers of list items as word processors write them."""

import pytest

from articles.body.numerals import readings


@pytest.mark.parametrize(
    ("marker", "numbers"),
    [
        ("1.", (1,)),
        (" (12)\u00a0", (12,)),
        ("2.4", (4,)),
        ("3rd", (3,)),
        ("٣.", (3,)),
        ("99999999999.", (999_999,)),
        ("a)", (1,)),
        ("(B)", (2,)),
        ("z.", (26,)),
        ("bb.", (28,)),
        # Single letters that are rarely Roman numerals are read as letters first, others as numerals.
        ("c.", (3, 100)),
        ("i.", (1, 9)),
        ("v.", (5, 22)),
        ("ii.", (2, 35)),
        ("XIV)", (14,)),
        ("mcmxc.", (1990,)),
        ("б)", ()),
        ("word.", ()),
    ],
)
def test_a_number_is_read(marker: str, numbers: tuple[int, ...]) -> None:
    assert readings(marker) == numbers


@pytest.mark.parametrize("marker", ["·", "o", "§", "q", "\uf0b7", "–", "", "Ø", "iv", ")"])
def test_anything_else_is_a_bullet(marker: str) -> None:
    assert readings(marker) is None
