"""The working copy of a story: what editors see and change. Readers see none of it until it is published."""

import uuid
from typing import Any, Final

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models, transaction
from django.db.models import F, Q

from articles import body
from articles.models.people import Author
from articles.models.slugged import Holding, Slugged
from articles.models.taxonomy import Tag, Topic
from media import text
from media.calendar import validate_moment
from media.fields import LineField, TextField
from media.models import Image, Need


def languages() -> list[tuple[str, str]]:
    """The languages a story may be written in, as BCP 47 tags."""
    return [(code, code) for code in settings.LANGUAGES_OFFERED]


# Where a story is on its way between colleagues.
ON_THE_DESK: Final = {"stage", "assigned_to"}


class Article(Slugged):
    """A story on an editor's desk.

    Only `articles.publishing` changes `state`, `version` and the public dates, and only `articles.editing` changes
    `stage` and `assigned_to`.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        UNPUBLISHED = "unpublished", "Unpublished"
        KILLED = "killed", "Killed"

    class Stage(models.TextChoices):
        """How far the working copy is on its way to being published."""

        WRITING = "writing", "Being written"
        IN_REVIEW = "in_review", "In review"
        READY = "ready", "Ready"

    class Genre(models.TextChoices):
        REPORT = "report", "Report"
        ANALYSIS = "analysis", "Analysis"
        BACKGROUND = "background", "Background"
        FEATURE = "feature", "Feature"
        INTERVIEW = "interview", "Interview"
        OPINION = "opinion", "Opinion"
        REVIEW = "review", "Review"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    headline = LineField(max_length=250)
    short_headline = LineField(max_length=100, blank=True, help_text="For narrow places; readers see it in lists.")
    standfirst = TextField(
        blank=True, validators=[MaxLengthValidator(1000)], help_text="The paragraph under the headline."
    )
    body = TextField(blank=True)
    byline = LineField(max_length=300, blank=True, help_text="Instead of “By …” made from the authors. Usually empty.")
    dateline = LineField(max_length=100, blank=True, help_text="Where it was written, e.g. PORT HALE.")
    genre = models.CharField(max_length=20, choices=Genre, default=Genre.REPORT)
    language = models.CharField(max_length=20, choices=languages, default="en")
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.PROTECT, related_name="articles")
    authors: "models.ManyToManyField[Author, Byline]" = models.ManyToManyField(
        Author, through="Byline", related_name="articles", blank=True
    )
    tags: "models.ManyToManyField[Tag, ArticleTag]" = models.ManyToManyField(
        Tag, through="ArticleTag", related_name="articles", blank=True
    )
    images: "models.ManyToManyField[Image, ImageUse]" = models.ManyToManyField(
        Image, through="ImageUse", related_name="articles", blank=True
    )
    seo_title = LineField("title for search engines", max_length=250, blank=True)
    seo_description = TextField("description for search engines", blank=True, validators=[MaxLengthValidator(320)])
    notes = TextField("notes to colleagues", blank=True, help_text="Never public.")

    slug_made = models.BooleanField(
        default=False, editable=False, help_text="The slug was made from the headline, and not chosen."
    )
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT, editable=False, db_index=True)
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.WRITING, editable=False)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    version = models.PositiveIntegerField(default=0, editable=False, help_text="How many times it was published.")
    embargo_until = models.DateTimeField(
        "embargoed until",
        null=True,
        blank=True,
        validators=[validate_moment],
        help_text="Readers see nothing before, whatever else is set.",
    )
    expires_at = models.DateTimeField(
        "visible until",
        null=True,
        blank=True,
        validators=[validate_moment],
        help_text="Gone for readers from then on.",
    )
    first_published_at = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField(
        null=True,
        blank=True,
        validators=[validate_moment],
        help_text="The date readers see. Empty: the moment of publishing.",
    )
    updated_at = models.DateTimeField(null=True, editable=False, help_text="The public “last updated”.")
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-modified_at", "id"]
        permissions = [
            ("write_own", "Can write, change and submit own stories"),
            ("publish_article", "Can publish, schedule, correct and unpublish stories"),
            ("kill_article", "Can kill stories"),
            ("change_live", "Can change what live stories show"),
        ]
        indexes = [
            models.Index(fields=["modified_at", "id"], name="article_modified"),
            # What the status of a found story needs, without reading past its text.
            models.Index(fields=["id", "state", "stage", "modified_at"], name="article_status"),
            models.Index(fields=["stage"], condition=~Q(stage="writing"), name="article_under_way"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True)
                | Q(embargo_until__isnull=True)
                | Q(expires_at__gt=F("embargo_until")),
                name="article_expires_after_embargo",
                violation_error_message="“Visible until” must be later than the embargo.",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True)
                | Q(published_at__isnull=True)
                | Q(expires_at__gt=F("published_at")),
                name="article_expires_after_publication",
                violation_error_message="“Visible until” must be later than the date of publication.",
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Clean the body, make a slug if there is none, and record the pictures in the text."""
        self.body = body.clean(text.clean(self.body))
        self.slug_made = self.slug_made or not self.slug
        if not self._state.adding and kwargs.get("update_fields") is None:
            # A form that was opened before a colleague handed the story over must not undo that.
            columns = [field for field in self._meta.concrete_fields if not field.primary_key]
            kwargs["update_fields"] = [field.name for field in columns if field.name not in ON_THE_DESK]
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.follow_inline_pictures()

    def follow_inline_pictures(self) -> None:
        """Keep one ImageUse for every library picture in the text, in order, and delete those of removed pictures."""
        ids = list(dict.fromkeys(figure.image_id for figure in body.figures(self.body) if figure.image_id))
        inline = self.image_uses.filter(role=ImageUse.Role.INLINE)
        inline.exclude(image__in=ids).delete()
        if not ids:
            return
        known = set(Image.objects.filter(pk__in=ids).values_list("pk", flat=True))
        ImageUse.objects.bulk_create(
            (
                ImageUse(article=self, image_id=image_id, role=ImageUse.Role.INLINE, position=position)
                for position, image_id in enumerate(ids)
                if image_id in known
            ),
            update_conflicts=True,
            unique_fields=["article", "image", "role"],
            update_fields=["position"],
        )

    def held(self, slug: str) -> Holding | None:
        """The other story that has or had this address. The address published last counts until it is replaced."""
        public = Article.objects.filter(published__slug=slug).exclude(pk=self.pk).exclude(slug=slug).first()
        if public:
            return Holding(f"“{public}” was published at this address and keeps it. Choose another one.")
        return super().held(slug)


class Position(models.Model):
    """A place in an ordered list, from 0. Ties keep the order of creation.

    The unique constraints of these tables begin with the owner of the list, and serve as its index.
    """

    position = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class Byline(Position):
    """One of the authors of a story."""

    article = models.ForeignKey(Article, db_index=False, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="bylines")

    class Meta(Position.Meta):
        constraints = [models.UniqueConstraint(fields=["article", "author"], name="byline_author_once")]

    def __str__(self) -> str:
        return str(self.author)


class ArticleTag(Position):
    """One of the tags of a story."""

    article = models.ForeignKey(Article, db_index=False, on_delete=models.CASCADE, related_name="tag_places")
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="tag_places")

    class Meta(Position.Meta):
        verbose_name = "tag"
        constraints = [models.UniqueConstraint(fields=["article", "tag"], name="article_tag_once")]

    def __str__(self) -> str:
        return str(self.tag)


class RelatedStory(Position):
    """A story that an editor has linked to another."""

    class Kind(models.TextChoices):
        RELATED = "related", "Related"
        BACKGROUND = "background", "Background"
        FOLLOW_UP = "follow_up", "Follow-up"
        SERIES = "series", "Same series"

    article = models.ForeignKey(Article, db_index=False, on_delete=models.CASCADE, related_name="related_stories")
    story = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="related_from")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.RELATED)

    class Meta(Position.Meta):
        verbose_name_plural = "related stories"
        constraints = [
            models.UniqueConstraint(fields=["article", "story"], name="related_story_once"),
            models.CheckConstraint(
                condition=~Q(article=F("story")),
                name="related_story_not_itself",
                violation_error_message="A story cannot be related to itself.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.story)


class ImageUse(Position):
    """A picture's place in a story, with the words that replace the picture's own there."""

    class Role(models.TextChoices):
        LEAD = "lead", "Lead picture"
        GALLERY = "gallery", "Gallery"
        INLINE = "inline", "In the text"

    article = models.ForeignKey(Article, db_index=False, on_delete=models.CASCADE, related_name="image_uses")
    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="uses")
    role = models.CharField(max_length=20, choices=Role, default=Role.GALLERY)
    caption = TextField("caption here", blank=True, help_text="Instead of the picture's own.")
    alt_text = TextField(
        "alternative text here",
        blank=True,
        validators=[MaxLengthValidator(250)],
        help_text="Instead of the picture's own.",
    )
    show_credit = models.BooleanField("show the credit", default=True)

    class Meta(Position.Meta):
        verbose_name = "picture"
        constraints = [
            models.UniqueConstraint(fields=["article", "image", "role"], name="image_use_once_per_role"),
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(role="lead"),
                name="image_use_one_lead",
                violation_error_message="A story has one lead picture.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.image} ({self.get_role_display()})"

    def missing(self, described: str = "") -> list[Need]:
        """What the picture lacks before the story can be published. `described` is an alt text given in its place."""
        described = described or self.alt_text
        return [need for need in self.image.missing() if not (described and need is Need.ALT_TEXT)]
