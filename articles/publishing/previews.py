"""Shows a working copy to anybody who has the address that an editor has shared.

The address holds a token: the story's id and the time, signed (django.core.signing). Nothing is stored, so a token
cannot be revoked; it is valid for PREVIEW_HOURS, for one story and its pictures.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.addresses import placeholders
from articles.models import Article, PublishedArticle, PublishedDocument
from articles.publishing import snapshots, stories
from articles.publishing.stories import Story
from media.models import Image

SALT: Final = "articles.previews"


@dataclass(frozen=True)
class Invitation:
    """A token for the preview of a story, and when it expires."""

    token: str
    until: datetime

    @property
    def address(self) -> str:
        """The page in the front end that shows the preview."""
        return placeholders.preview(self.token)


def invite(article: Article) -> Invitation:
    """A token whose bearer sees the working copy, each time in its present state."""
    until = timezone.now() + timedelta(hours=settings.PREVIEW_HOURS)
    return Invitation(_signer().sign(article.pk.hex), until)


def shared(token: str) -> QuerySet[Article]:
    """The story that `token` shows. Empty if the token is wrong or has expired, or the story is killed."""
    try:
        key = _signer().unsign(token, max_age=timedelta(hours=settings.PREVIEW_HOURS))
    except signing.BadSignature:
        return Article.objects.none()
    return Article.objects.filter(pk=UUID(key)).exclude(state=Article.State.KILLED)


def shows(token: str, image_id: UUID) -> bool:
    """Whether the bearer of `token` may see this picture: the working copy shows it (PREVIEW_GATE)."""
    found = shared(token)
    places = Q(uses__article__in=found) | Q(authors__bylines__article__in=found)
    return Image.objects.filter(places, pk=image_id).exists()


def working_copy(article: Article) -> Story:
    """The stored working copy as a story, with the dates that it would have if it were published now."""
    now = timezone.now()
    published_at = article.published_at or now
    row = PublishedArticle(
        article=article,
        slug=article.slug,
        version=article.version,
        first_published_at=article.first_published_at or published_at,
        published_at=published_at,
        updated_at=article.updated_at or published_at,
    )
    PublishedDocument(published=row, source=snapshots.take(article))
    return stories.load([row])[0]


def _signer() -> signing.TimestampSigner:
    # A full stop needs no escaping in an address.
    return signing.TimestampSigner(salt=SALT, sep=".")
