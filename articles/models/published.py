"""What readers get: one compiled document for every published story, and the narrow rows that find it."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.addresses import slugs
from articles.models.article import Article
from articles.models.people import Author
from articles.models.slugged import FormerAddress
from articles.models.taxonomy import Tag, Topic
from media.fields import TextField
from media.models import Image


def is_live(at: datetime | None = None, *, through: str = "") -> Q:
    """What readers may see now, or at another time. Only this file knows the condition.

    `through` is the path from the queried model, with trailing underscores: "published__".
    """
    now = at or timezone.now()
    return _stays(now, through) & Q(**{f"{through}visible_from__lte": now})


def _stays(now: datetime, through: str = "") -> Q:
    return Q(**{f"{through}visible_until": None}) | Q(**{f"{through}visible_until__gt": now})


# The same condition for statements that run too often for the ORM to build them. Takes the time twice.
LIVE_SQL = "visible_from <= %s AND (visible_until IS NULL OR visible_until > %s)"


class PublishedArticleQuerySet(models.QuerySet["PublishedArticle"]):
    def documented(self) -> Self:
        """All that has a document: everything but withdrawn stories."""
        return self.filter(document__isnull=False)

    def live(self, at: datetime | None = None) -> Self:
        """What readers may see now, or at another time."""
        return self.filter(is_live(at))

    def lasting(self, at: datetime | None = None) -> Self:
        """What readers see now or will see: live, scheduled and under embargo."""
        return self.filter(_stays(at or timezone.now()))

    def passing(self, at: datetime | None = None) -> Self:
        """Live stories that the kept counts leave out (see StoryCount): mostly those with an end, which are few."""
        now = at or timezone.now()
        # Two conditions on one index each. Joined by OR, SQLite would go through all stories instead.
        others = PublishedArticle.objects.order_by().filter(standing=False)
        ending = others.filter(visible_until__gt=now).values("pk")
        counted_later = others.filter(visible_until=None).values("pk")
        return self.live(now).filter(pk__in=ending.union(counted_later, all=True))

    def killed(self, at: datetime | None = None) -> Self:
        """Stories that were declared void: answered with 410 and the public note."""
        return self.filter(killed_at__lte=at or timezone.now())


NEWEST = ["published_at", "article", "visible_from", "visible_until"]


class PublishedArticle(models.Model):
    """A story that was published: what finds, orders and counts it.

    Its document is a row of another table (PublishedDocument). Documents of 20 kB in these rows would have to be read
    past by every query that finds, orders or counts.
    """

    # A small key: with it, the search index and the tables below are a third smaller than with the UUID.
    id = models.BigAutoField(primary_key=True)
    article = models.OneToOneField(Article, on_delete=models.PROTECT, related_name="published")
    slug = models.SlugField(max_length=slugs.MAX_LENGTH, unique=True)
    version = models.PositiveIntegerField()
    visible_from = models.DateTimeField()
    visible_until = models.DateTimeField(null=True)
    killed_at = models.DateTimeField(null=True)
    kill_note = TextField(blank=True)
    first_published_at = models.DateTimeField()
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    topic = models.ForeignKey(Topic, null=True, on_delete=models.PROTECT, related_name="published")
    genre = models.CharField(max_length=20)
    language = models.CharField(max_length=20)
    tags = models.ManyToManyField(Tag, through="PublishedTag", related_name="published")
    authors = models.ManyToManyField(Author, through="PublishedAuthor", related_name="published")
    images = models.ManyToManyField(Image, through="PublishedImage", related_name="published")
    taken_at = models.DateTimeField(default=timezone.now, help_text="When `source` was taken from the working copy.")
    standing = models.BooleanField(default=False, help_text="The kept counts hold it: live, and without an end.")
    compiled_at = models.DateTimeField()
    compiled_with = models.PositiveSmallIntegerField(default=0, help_text="documents.REPRESENTATION at the time.")

    objects = PublishedArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-article_id"]
        indexes = [
            # With all that a list asks of a story, so that deep pages are walked to without reading rows.
            models.Index(fields=[*NEWEST, "id"], name="published_in_order"),
            models.Index(fields=["updated_at", "article_id"], name="published_updated"),
            # Lists of one genre or language walk these in their order, and are counted without the rows.
            models.Index(fields=["genre", *NEWEST], name="published_genre"),
            models.Index(fields=["language", *NEWEST], name="published_language"),
            # Covers the count of live stories, and the index of sitemaps.
            models.Index(fields=["visible_from", "visible_until", "compiled_at", "id"], name="published_visible"),
            models.Index(fields=["first_published_at"], name="published_first"),
            # Finds what the worker has to compile again; asked four times a second.
            models.Index(fields=["compiled_with", "-id"], name="published_compiled"),
            models.Index(fields=["visible_until"], name="published_until", condition=Q(visible_until__isnull=False)),
            models.Index(
                fields=["visible_from"],
                name="published_counted_later",
                condition=Q(visible_until__isnull=True, standing=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(killed_at__isnull=True) | Q(visible_until__isnull=False), name="published_killed_is_gone"
            )
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def surrogate_keys(self) -> set[str]:
        """What the document shows; empty without one. One query, unless the document has been read."""
        return set(self.document.surrogate_keys.split()) if hasattr(self, "document") else set()


class PublishedDocument(models.Model):
    """The public representation of a story, compiled when it was published. Withdrawn stories have none.

    `card` and `extra` are JSON objects as text: the card, and what the detail adds to it. Neither holds view counts or
    PUBLIC_URL, which are filled in when a request is answered. `surrogate_keys` names everything that they show, for
    shared caches. `source` is the snapshot of the working copy that it was compiled from, so that it can be compiled
    again without what editors have changed since.
    """

    published = models.OneToOneField(
        PublishedArticle, primary_key=True, on_delete=models.CASCADE, related_name="document"
    )
    card = models.TextField()
    extra = models.TextField()
    surrogate_keys = models.TextField()
    source = models.JSONField()

    def __str__(self) -> str:
        return self.published.slug


class Outdated(models.Model):
    """A published story that shows something which has changed since then, left to the worker to be compiled again.

    Not a column of the story: PostgreSQL would write a new row and all its index entries for each of thousands.
    """

    published = models.OneToOneField(
        PublishedArticle, primary_key=True, on_delete=models.CASCADE, related_name="outdated"
    )
    since = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.published_id)


# The unique constraints of these tables serve as the index of their first column. Those of topics, tags and authors are
# in articles.models.attached.


class PublishedImage(models.Model):
    """A picture that a published story shows: as lead, in its gallery or text, or as an author's portrait."""

    published = models.ForeignKey(PublishedArticle, on_delete=models.CASCADE, related_name="+")
    image = models.ForeignKey(Image, db_index=False, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["image", "published"], name="published_image_once")]


class PublishedRelated(models.Model):
    """A curated link from one published story to another story, shown while that one is live."""

    published = models.ForeignKey(PublishedArticle, db_index=False, on_delete=models.CASCADE, related_name="related")
    story = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["published", "story"], name="published_related_once")]


class FormerSlug(FormerAddress):
    """An address at which a story was once published."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="former_slugs")


def image_is_live(image_id: UUID) -> bool:
    """Whether readers may see this picture: a live story shows it."""
    return PublishedArticle.objects.live().filter(images=image_id).exists()
