"""The demonstration's pictures: drawn from specs, the same every time."""

import pytest

from articles.demo.pictures import PALETTES, SCENES, Spec, draw


@pytest.mark.parametrize("scene", SCENES)
def test_every_scene_is_drawn(scene: str) -> None:
    picture = draw(Spec(scene=scene, palette="dusk", seed=4), width=96)
    assert (picture.size, picture.mode) == ((96, 64), "RGB")
    # A picture of something has many shades.
    assert len(picture.getcolors(maxcolors=96 * 64) or []) > 1000


@pytest.mark.parametrize("palette", PALETTES)
def test_every_palette_gives_another_light(palette: str) -> None:
    others = [draw(Spec("harbour", other, seed=4), width=48).tobytes() for other in PALETTES if other != palette]
    assert draw(Spec("harbour", palette, seed=4), width=48).tobytes() not in others


@pytest.mark.parametrize(
    "spec",
    [
        Spec("bar-chart", "day", 1, heading="Rents", labels=("Northside", "Old Docks"), values=(1120, 1060.5)),
        Spec("line-chart", "night", 1, heading="High water", labels=("1980", "2025"), values=(231, 249)),
        Spec("map", "spring", 1, heading="Crossings", labels=("Old Docks", "Tarn Lock")),
    ],
)
def test_charts_and_maps_are_drawn(spec: Spec) -> None:
    assert draw(spec, width=240).size == (240, 160)


def test_the_same_seed_draws_the_same_picture() -> None:
    one, same, other = (draw(Spec("market", "autumn", seed), width=64).tobytes() for seed in (7, 7, 8))
    assert one == same
    assert one != other


@pytest.mark.parametrize(
    ("ratio", "size"), [("3:2", (240, 160)), ("16:9", (240, 135)), ("4:5", (192, 240)), ("1:1", (240, 240))]
)
def test_the_longer_side_has_the_width_asked_for(ratio: str, size: tuple[int, int]) -> None:
    assert Spec("portrait", "dawn", 1, ratio=ratio).size(240) == size
