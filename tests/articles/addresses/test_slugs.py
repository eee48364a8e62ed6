"""Readable addresses from headlines in any script."""

import pytest

from articles.addresses import slugs


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Harbour bridge reopens after two years", "harbour-bridge-reopens-after-two-years"),
        ("Città: «È finita»", "citta-e-finita"),
        ("Η γέφυρα ανοίγει", "e-gephura-anoigei"),
        ("Мост снова открыт", "most-snova-otkryt"),
        ("大桥重新开放", "da-qiao-zhong-xin-kai-fang"),
        ("!!!", "untitled"),
        ("word " * 40, ("word-" * 19)[:-1]),
    ],
)
def test_a_headline_becomes_a_slug(headline: str, slug: str) -> None:
    assert slugs.readable(headline) == slug


def test_a_number_is_appended_where_a_slug_is_taken() -> None:
    taken = {"bridge", "bridge-2"}
    assert slugs.free("Bridge", taken.__contains__) == "bridge-3"
