"""Consumers of the sync feed, and what their copies must equal."""

from typing import Any

from django.test import Client

from articles.api.fields import ADDED
from media.serializers import FAMILIES

URL = "/api/v1/changes/"
Told = list[tuple[str, str, str]]


def with_ids(copy: dict[str, Any]) -> dict[str, Any]:
    """Stories with only the ids of related stories, whose cards are as they were at the time of the change."""
    return {key: story | {"related": [card["id"] for card in story["related"]]} for key, story in copy.items()}


def published(client: Client) -> dict[str, Any]:
    """The stories that readers see."""
    everything = {"page_size": "100", "include": ",".join(ADDED), "renditions": ",".join(FAMILIES)}
    stories = client.get("/api/v1/articles/", everything).json()["results"]
    return {one["id"]: one for one in stories}


class Outdated(Exception):
    """The feed says that the consumer must start again."""


class Consumer:
    """Keeps a copy of everything public, and the changes that it received."""

    def __init__(self, client: Client, limit: int = 2) -> None:
        self.client = client
        self.limit = limit
        self.after = ""
        self.copy: dict[str, Any] = {}
        self.told: list[dict[str, Any]] = []

    def turn(self) -> bool:
        """Read one page. Returns whether there is more."""
        answer = self.client.get(URL, {"limit": str(self.limit), "after": self.after})
        if answer.status_code == 410:
            raise Outdated
        page = answer.json()
        for change in page["results"]:
            if change["action"] == "remove":
                self.copy.pop(change["id"], None)
            elif change["article"]:
                self.copy[change["id"]] = change["article"]
        self.told += page["results"]
        self.after = page["next"]
        return bool(page["has_more"])

    def read(self) -> Told:
        """Read to the end. Returns the changes, as action, reason and slug."""
        start = len(self.told)
        while self.turn():
            pass
        return [(one["action"], one["reason"], one["slug"]) for one in self.told[start:]]
