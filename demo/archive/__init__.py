"""A synthetic archive: thousands of published stories, for measuring how the service performs with many."""

from demo.archive.growing import grow

__all__ = ["grow"]
