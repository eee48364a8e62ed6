"""The text of a story: clean HTML as it is stored, typed blocks and HTML as they are published."""

from articles.body.blocks import Block, Figure, parse, plain_text
from articles.body.cleaning import clean
from articles.body.rendering import render

__all__ = ["Block", "Figure", "clean", "parse", "plain_text", "render"]
