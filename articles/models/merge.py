"""Tags and authors that were merged into others: what their ids stand for since, and what it takes to undo that."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models


class Merge(models.Model):
    """A merge of some tags, or authors, into one of them. `articles.editing.merges` makes and undoes them.

    `undo` holds the rows that went, their former addresses and their places in working copies; null once a day has
    passed, and then the merge is final.
    """

    class Kind(models.TextChoices):
        TAG = "tag", "Tags"
        AUTHOR = "author", "Authors"

    kind = models.CharField(max_length=10, choices=Kind)
    stays = models.UUIDField()
    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    undo = models.JSONField(null=True)

    class Meta:
        ordering = ["-at", "-pk"]
        # Who may change tags or authors may merge them: articles.editing.rights.
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} merged on {self.at:%Y-%m-%d}"


class MergedQuerySet(models.QuerySet["Merged"]):
    def present(self, keys: Iterable[str]) -> dict[str, str]:
        """What merged ids stand for now, as text; those that were not merged are missing.

        One query, and one more for every time that something was merged again.
        """
        found = self._steps(keys)
        while further := self._steps(found.values()):
            found = {key: further.get(stays, stays) for key, stays in found.items()}
        return found

    def _steps(self, keys: Iterable[str]) -> dict[str, str]:
        wanted = set(keys)
        rows = self.filter(gone__in=wanted).values_list("gone", "stays") if wanted else []
        return {str(gone): str(stays) for gone, stays in rows}


class Merged(models.Model):
    """An id that is no row's any more, though snapshots and versions hold it, and the one that stands for it."""

    gone = models.UUIDField(primary_key=True)
    stays = models.UUIDField()
    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="merged")

    objects = MergedQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.gone} → {self.stays}"


def merged(keys: Iterable[str], present: dict[str, str]) -> list[str]:
    """A list of ids with merged ones replaced, each at its first place."""
    return list(dict.fromkeys(present.get(key, key) for key in keys))
