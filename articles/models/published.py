"""What readers get: one compiled document for every published story, and the rows that find it."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles import slugs
from articles.models.article import Article
from articles.models.people import Author
from articles.models.slugged import FormerAddress
from articles.models.taxonomy import Tag, Topic
from media.fields import TextField
from media.models import Image


def is_live(at: datetime | None = None, *, through: str = "") -> Q:
    """What readers may see now, or at another moment. Nothing outside this file knows.

    `through` is the path from the queried model, with its trailing underscores: "published__".
    """
    now = at or timezone.now()
    return _stays(now, through) & Q(**{f"{through}visible_from__lte": now})


def _stays(now: datetime, through: str = "") -> Q:
    return Q(**{f"{through}visible_until": None}) | Q(**{f"{through}visible_until__gt": now})


# The same question for statements that are asked too often for the ORM to build them; the moment twice.
LIVE_SQL = "visible_from <= %s AND (visible_until IS NULL OR visible_until > %s)"


class PublishedArticleQuerySet(models.QuerySet["PublishedArticle"]):
    def live(self, at: datetime | None = None) -> Self:
        """What readers may see now, or at another moment."""
        return self.filter(is_live(at))

    def lasting(self, at: datetime | None = None) -> Self:
        """What readers see now or will see: live, scheduled and under embargo."""
        return self.filter(_stays(at or timezone.now()))

    def killed(self, at: datetime | None = None) -> Self:
        """What was declared void: answered 410 with the public note."""
        return self.filter(killed_at__lte=at or timezone.now())


class PublishedArticle(models.Model):
    """The public representation of a story, compiled when it was published.

    `card` and `extra` are JSON objects as text: the card, and what the detail adds to it. Neither holds view counts or
    PUBLIC_URL, which are put in when a request is answered. `source` is the snapshot of the working copy that it was
    compiled from, so that it can be compiled again without anything an editor has changed since.
    """

    # A small key of its own: the search index and the rows below are a third smaller with it than with the UUID.
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
    genre = models.CharField(max_length=20, db_index=True)
    language = models.CharField(max_length=20, db_index=True)
    tags = models.ManyToManyField(Tag, through="PublishedTag", related_name="published")
    authors = models.ManyToManyField(Author, through="PublishedAuthor", related_name="published")
    images = models.ManyToManyField(Image, through="PublishedImage", related_name="published")
    source = models.JSONField()
    taken_at = models.DateTimeField(default=timezone.now, help_text="When `source` was taken from the working copy.")
    card = models.TextField()
    extra = models.TextField()
    compiled_at = models.DateTimeField()
    compiled_with = models.PositiveSmallIntegerField(default=0, help_text="documents.REPRESENTATION at the time.")

    objects = PublishedArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-article_id"]
        indexes = [
            models.Index(fields=["published_at", "article_id"], name="published_newest"),
            models.Index(fields=["updated_at", "article_id"], name="published_updated"),
            models.Index(fields=["topic", "published_at"], name="published_topic"),
            # Covers the count of all that is live, and the index of sitemaps.
            models.Index(fields=["visible_from", "visible_until", "compiled_at", "id"], name="published_visible"),
            models.Index(fields=["first_published_at"], name="published_first"),
            models.Index(fields=["visible_until"], name="published_until", condition=Q(visible_until__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(killed_at__isnull=True) | Q(visible_until__isnull=False), name="published_killed_is_gone"
            )
        ]

    def __str__(self) -> str:
        return self.slug


# The unique constraints of the tables below serve as the index of the column that they begin with.


class PublishedTag(models.Model):
    """A live story is found by this tag."""

    published = models.ForeignKey(PublishedArticle, on_delete=models.CASCADE, related_name="+")
    tag = models.ForeignKey(Tag, db_index=False, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "published"], name="published_tag_once")]


class PublishedAuthor(models.Model):
    """A live story is found by this author."""

    published = models.ForeignKey(PublishedArticle, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Author, db_index=False, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "published"], name="published_author_once")]


class PublishedImage(models.Model):
    """A live story shows this picture: as lead, in its gallery, in its text or as an author's portrait."""

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
    """An address a story once had in public."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="former_slugs")


def image_is_live(image_id: UUID) -> bool:
    """Whether readers may see this picture: a live story shows it."""
    return PublishedArticle.objects.live().filter(images=image_id).exists()
