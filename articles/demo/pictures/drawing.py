"""From a spec to a finished picture."""

from collections.abc import Callable
from io import BytesIO
from typing import Final

from PIL import Image

from articles.demo.pictures.canvas import Canvas
from articles.demo.pictures.palettes import PALETTES, Palette
from articles.demo.pictures.scenes import charts, city, country, halls, hills, maps, shore, shows, streets, works
from articles.demo.pictures.scenes.harbour import harbour
from articles.demo.pictures.scenes.portrait import portrait
from articles.demo.pictures.spec import Spec

SCENES: Final[dict[str, Callable[[Canvas, Palette], None]]] = {
    "bridge": city.bridge,
    "coast": shore.coast,
    "factory": works.factory,
    "field": country.field,
    "forest": country.forest,
    "greenhouse": works.greenhouse,
    "harbour": harbour,
    "library": halls.library,
    "market": halls.market,
    "mountains": hills.mountains,
    "night-city": streets.night_city,
    "portrait": portrait,
    "river": country.river,
    "road": streets.road,
    "skyline": city.skyline,
    "stadium": shows.stadium,
    "stage": shows.stage,
    "storm": shore.storm,
    "sunrise": shore.sunrise,
    "train": works.train,
    "wind-farm": hills.wind_farm,
}
GRAPHICS: Final[dict[str, Callable[[Canvas, Palette, Spec], None]]] = {
    "bar-chart": charts.bar_chart,
    "line-chart": charts.line_chart,
    "map": maps.town_map,
}


def draw(spec: Spec, width: int = 2000) -> Image.Image:
    """The picture of a spec; `width` is its longer side in pixels. Raises KeyError for an unknown scene or palette."""
    canvas = Canvas(*spec.size(width), seed=spec.seed)
    palette = PALETTES[spec.palette]
    if spec.scene in GRAPHICS:
        GRAPHICS[spec.scene](canvas, palette, spec)
    else:
        SCENES[spec.scene](canvas, palette)
    return canvas.finish()


def jpeg(spec: Spec, width: int = 2000) -> bytes:
    """The picture as a JPEG file."""
    file = BytesIO()
    draw(spec, width).save(file, "JPEG", quality=88)
    return file.getvalue()
