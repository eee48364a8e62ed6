"""Draws the demonstration's pictures: layered landscapes, streets, charts, maps and portraits, from their specs."""

from articles.demo.pictures.drawing import SCENES, draw, jpeg
from articles.demo.pictures.palettes import PALETTES
from articles.demo.pictures.spec import Spec

__all__ = ["PALETTES", "SCENES", "Spec", "draw", "jpeg"]
