"""Who else is in a story, and what they are writing. Their windows say so every few seconds while they are seen.

In the database, because all hosts share it: one row written and one query for each sign of life.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone

from articles.editing.content import NAMES
from articles.editing.wording import label
from articles.models import Article, Presence

# A window gives a sign every 15 seconds. One that is closed says so, one that cannot is gone after this long.
PATIENCE: Final = timedelta(seconds=45)


@dataclass(frozen=True)
class Colleague:
    """Somebody else in a story; `writing` is what they write, in words, or ""."""

    name: str
    writing: str


def arrive(article: Article, user: User, member: str) -> list[Colleague]:
    """Record that somebody is in a story. Returns who else is. Two queries."""
    sign = Presence(article=article, user=user, member=member if member in NAMES else "", seen_at=timezone.now())
    Presence.objects.bulk_create(
        [sign], update_conflicts=True, unique_fields=["article", "user"], update_fields=["member", "seen_at"]
    )
    return others(article, user)


def leave(article: Article, user: User) -> None:
    Presence.objects.filter(article=article, user=user).delete()


def others(article: Article, user: User) -> list[Colleague]:
    found = _present().filter(article=article).exclude(user=user).select_related("user").order_by("user_id")
    return [
        Colleague(one.user.get_full_name() or one.user.get_username(), label(one.member) if one.member else "")
        for one in found
    ]


def forget() -> int:
    """Delete the signs of those who have gone. Returns how many."""
    return Presence.objects.filter(seen_at__lte=timezone.now() - PATIENCE).delete()[0]


def _present() -> "QuerySet[Presence]":
    return Presence.objects.filter(seen_at__gt=timezone.now() - PATIENCE)
