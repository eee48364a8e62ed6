"""The length of texts and their reading time."""

import pytest

from articles.body.length import Length, measure
from tests import factories


@pytest.mark.parametrize(
    ("text", "language", "length"),
    [
        ("", "en", Length(0, 1)),
        ("One two three.", "en", Length(3, 1)),
        ("word " * 238, "en", Length(238, 1)),
        ("word " * 239, "en", Length(239, 2)),
        ("One – two & three … “ four”", "en", Length(4, 1)),
        ("港" * 2250, "zh", Length(2250, 9)),
        ("港口大桥重新开放。" * 250, "zh-Hans", Length(2250, 9)),
        ("港" * 255 + "\n" + "港" * 255, "zh", Length(510, 2)),
        ("橋が開く。" * 357, "ja", Length(1785, 5)),
        ("สะพาน" * 863, "th", Length(4315, 5)),
        ("ស្ពាន" * 200, "km", Length(1000, 2)),
        ("다리가 다시 열렸다. " * 238, "ko", Length(714, 3)),
        ("Apple発表 iPhone 17", "ja", Length(5, 1)),
        ("har\u00adbour a\u00a0b", "en", Length(3, 1)),
        ("한국어 ﾃｽﾄ ＡＢＣ １２３", "ko", Length(6, 1)),
    ],
)
def test_lengths(text: str, language: str, length: Length) -> None:
    assert measure(text, language) == length


@pytest.mark.django_db
def test_a_story_says_both() -> None:
    card = factories.published("海港大桥", language="zh", body=f"<p>{'港' * 2250}</p>").published.document.card
    assert '"word_count":2250,"reading_minutes":9' in card
