"""Consumers of the sync feed, and what they are held to."""

from typing import Any

from django.test import Client

from articles.api.fields import ADDED
from media.serializers import FAMILIES

URL = "/api/v1/changes/"
Told = list[tuple[str, str, str]]


def with_ids(copy: dict[str, Any]) -> dict[str, Any]:
    """Stories with the ids of those related to them: what stands on their cards is as it was when it was told."""
    return {key: story | {"related": [card["id"] for card in story["related"]]} for key, story in copy.items()}


def published(client: Client) -> dict[str, Any]:
    """What readers see."""
    everything = {"page_size": "100", "include": ",".join(ADDED), "renditions": ",".join(FAMILIES)}
    stories = client.get("/api/v1/articles/", everything).json()["results"]
    return {one["id"]: one for one in stories}


class Outdated(Exception):
    """The feed says that the consumer has to start again."""


class Consumer:
    """Keeps a copy of all that is public, and what it was told."""

    def __init__(self, client: Client, limit: int = 2) -> None:
        self.client = client
        self.limit = limit
        self.after = ""
        self.copy: dict[str, Any] = {}
        self.told: list[dict[str, Any]] = []

    def turn(self) -> bool:
        """Read one page. Whether there is more."""
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
        """Read until there is no more. What was told, as action, reason and slug."""
        start = len(self.told)
        while self.turn():
            pass
        return [(one["action"], one["reason"], one["slug"]) for one in self.told[start:]]
