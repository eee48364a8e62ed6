"""Filters of the list of stories that somebody has saved under a name."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from media.fields import LineField


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    def offered(self, owner: int | None) -> "SavedFilterQuerySet":
        """A person's own, and those that are shared, by name."""
        return self.filter(Q(owner=owner) | Q(shared=True)).order_by(Lower("name"), "pk")


class SavedFilter(models.Model):
    """The parameters of the list, as in its address, without the page."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = LineField(max_length=60)
    query = models.CharField(max_length=1000)
    shared = models.BooleanField(default=False)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        # Who may see stories may keep filters of them: articles.editing.rights.
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="saved_filter_name_once")]

    def __str__(self) -> str:
        return self.name
