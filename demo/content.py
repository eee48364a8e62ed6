"""Reads the demonstration's content: newsroom.toml, and a file for every story, named after its slug."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

CONTENT: Final = Path(__file__).with_name("content")


@dataclass(frozen=True)
class Story:
    """A story as in its file. Pictures, topics, tags, authors and other stories are referred to by their slugs."""

    slug: str
    state: str
    headline: str
    body: str
    authors: list[str]
    topic: str
    short_headline: str = ""
    standfirst: str = ""
    byline: str = ""
    tags: list[str] = field(default_factory=list)
    genre: str = "report"
    language: str = "en"
    dateline: str = ""
    lead: str = ""
    lead_caption: str = ""
    gallery: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    notes: str = ""
    # Hours from publication and from the update to seeding; `hours_ahead` are those from seeding to publication.
    hours_ago: float = 0.0
    updated_hours_ago: float | None = None
    hours_ahead: float | None = None
    kill_note: str = ""
    corrections: list[dict[str, Any]] = field(default_factory=list)


def newsroom() -> dict[str, list[dict[str, Any]]]:
    """Topics (parents first), authors, tags, collections and pictures."""
    return tomllib.loads((CONTENT / "newsroom.toml").read_text("utf-8"))


def stories() -> list[Story]:
    """All stories, the oldest first."""
    files = sorted((CONTENT / "stories").glob("*.toml"))
    found = [Story(slug=file.stem, **tomllib.loads(file.read_text("utf-8"))) for file in files]
    return sorted(found, key=lambda story: -story.hours_ago)
