"""The editors' side: what they write with, and the buttons that publish."""

from articles.admin import article, author, change, collection, redirect, tag, topic

__all__ = ["article", "author", "change", "collection", "redirect", "tag", "topic"]
