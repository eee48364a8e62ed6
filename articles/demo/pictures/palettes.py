"""The light of a picture: eight palettes, each naming the colours of sky, land, water and lamps."""

from dataclasses import dataclass
from typing import Final

from articles.demo.pictures.colour import Colour, colour, mix


@dataclass(frozen=True)
class Palette:
    """Colours by what they colour. `sun_height` is the sun's or moon's place: 0 the horizon, 1 the top edge."""

    sky: tuple[Colour, ...]
    sun: Colour
    sun_height: float
    haze: Colour
    far: Colour
    near: Colour
    water: tuple[Colour, Colour]
    leaf: Colour
    ground: Colour
    lamp: Colour
    accent: Colour
    ink: Colour
    backdrop: Colour
    dark: bool = False

    def depth(self, nearness: float) -> Colour:
        """The colour of land seen through the air: 0 on the horizon, 1 at the viewer's feet."""
        return mix(self.far, self.near, nearness)


def _palette(
    sky: str,
    sun: str,
    sun_height: float,
    water: str,
    land: str,
    leaf: str,
    lamp: str,
    backdrop: str,
    dark: bool = False,
) -> Palette:
    """`land`: haze, far, near. `leaf`: leaf, ground. `lamp`: lamp, accent, ink. All as codes between spaces."""
    haze, far, near = map(colour, land.split())
    water_far, water_near = map(colour, water.split())
    leaf_colour, ground = map(colour, leaf.split())
    lamp_colour, accent, ink = map(colour, lamp.split())
    return Palette(
        sky=tuple(map(colour, sky.split())),
        sun=colour(sun),
        sun_height=sun_height,
        haze=haze,
        far=far,
        near=near,
        water=(water_far, water_near),
        leaf=leaf_colour,
        ground=ground,
        lamp=lamp_colour,
        accent=accent,
        ink=ink,
        backdrop=colour(backdrop),
        dark=dark,
    )


PALETTES: Final[dict[str, Palette]] = {
    "dawn": _palette(
        sky="34508a 7f83b4 dca3a8 f8c9a0 fde6bd",
        sun="fff4d8",
        sun_height=0.16,
        water="f3c6a4 3c5180",
        land="f6cfae a88fac 2c3458",
        leaf="4d6a70 8a7a78",
        lamp="ffd98a d9553f 1b2140",
        backdrop="e6b8b4",
    ),
    "day": _palette(
        sky="2d78b8 62a6d3 a9d3e6 dcedec",
        sun="fffbe6",
        sun_height=0.78,
        water="9ccbd4 1d5f84",
        land="dcecec 94b7c6 24506a",
        leaf="3f8060 cdbb88",
        lamp="fff0b8 e4572e 12303f",
        backdrop="a9cfe4",
    ),
    "dusk": _palette(
        sky="1d2152 54397c b2506f ec8a5e f9bd74",
        sun="ffdca6",
        sun_height=0.1,
        water="d9776a 221c48",
        land="df7f80 7d4f84 211c40",
        leaf="3a3558 5b3d5c",
        lamp="ffcf70 ff7a4d 120f2a",
        backdrop="5d4387",
    ),
    "night": _palette(
        sky="050a1d 0c1938 183158 2c507c",
        sun="f4f0da",
        sun_height=0.74,
        water="28507c 071024",
        land="2f5078 24406a 0a1530",
        leaf="16324a 1a2846",
        lamp="ffcf7a ff6f59 040813",
        backdrop="1b3358",
        dark=True,
    ),
    "autumn": _palette(
        sky="6488a4 a4b6b8 dccfb0 f5dfb4",
        sun="fff2d2",
        sun_height=0.36,
        water="d6c29c 44505a",
        land="eed8b2 b79c8a 54332a",
        leaf="c8662b b07a38",
        lamp="ffdf9c b5342a 2a1916",
        backdrop="b5683c",
    ),
    "winter": _palette(
        sky="7d9cbd b1c7d9 dae5ec f3f3ee",
        sun="ffffff",
        sun_height=0.3,
        water="c6d7e2 45678a",
        land="e8eef2 b0c4d6 37506c",
        leaf="587488 eff4f7",
        lamp="ffd98f c8443a 1c2c3e",
        backdrop="b9c4cd",
    ),
    "spring": _palette(
        sky="62b0d4 9fd4dd d8ead2 f8f3d4",
        sun="fffce4",
        sun_height=0.6,
        water="afddd6 2a7a86",
        land="e6f1dc a3cbb8 2a664e",
        leaf="68a94f 9cc168",
        lamp="fff0b5 ef6f85 163c2e",
        backdrop="9ccb7c",
    ),
    "sea": _palette(
        sky="0f4f6c 3688a0 8ecbc9 dcead2 f6efd4",
        sun="fff8dd",
        sun_height=0.42,
        water="79c2bd 07364c",
        land="cfe6db 7db2b4 0e3d52",
        leaf="2b7264 d8cca2",
        lamp="fff0c0 f2913d 06222e",
        backdrop="74b9b0",
    ),
}
