"""A synthetic archive: published stories by the thousand, for measuring how the service does with many."""

from articles.demo.archive.growing import grow

__all__ = ["grow"]
