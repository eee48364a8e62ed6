"""The rows that find published stories by topic, tag and author, each in the order of an index."""

from django.db import models
from django.db.models import Index, UniqueConstraint

from articles.models.people import Author
from articles.models.published import PublishedArticle
from articles.models.taxonomy import Tag, Topic


class Attached(models.Model):
    """Something that a published story is found by. It repeats what lists are ordered by.

    So a list walks an index of these rows and stops at the end of its page, however many stories there are, and however
    far apart the wanted ones lie. The unique constraints tell whether a story has something.
    """

    published_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    article_id = models.UUIDField()

    class Meta:
        abstract = True


class PublishedTopic(Attached):
    """The topic of a published story, or one above it."""

    published = models.ForeignKey(PublishedArticle, on_delete=models.CASCADE, related_name="under_topics")
    topic = models.ForeignKey(Topic, db_index=False, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [UniqueConstraint(fields=["topic", "published"], name="published_topic_once")]
        indexes = [
            Index(fields=["topic", "published_at", "article_id"], name="published_topic_newest"),
            Index(fields=["topic", "updated_at", "article_id"], name="published_topic_updated"),
        ]


class PublishedTag(Attached):
    """A tag of a published story."""

    published = models.ForeignKey(PublishedArticle, on_delete=models.CASCADE, related_name="under_tags")
    tag = models.ForeignKey(Tag, db_index=False, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [UniqueConstraint(fields=["tag", "published"], name="published_tag_once")]
        indexes = [
            Index(fields=["tag", "published_at", "article_id"], name="published_tag_newest"),
            Index(fields=["tag", "updated_at", "article_id"], name="published_tag_updated"),
        ]


class PublishedAuthor(Attached):
    """An author of a published story."""

    published = models.ForeignKey(PublishedArticle, on_delete=models.CASCADE, related_name="under_authors")
    author = models.ForeignKey(Author, db_index=False, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [UniqueConstraint(fields=["author", "published"], name="published_author_once")]
        indexes = [
            Index(fields=["author", "published_at", "article_id"], name="published_author_newest"),
            Index(fields=["author", "updated_at", "article_id"], name="published_author_updated"),
        ]
