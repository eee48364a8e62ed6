"""Shows a working copy to anybody who has an address that an editor has shared.

The address holds a token: the key of a SharedPreview and the time, signed (django.core.signing). It is good for
PREVIEW_HOURS, for one story and its pictures, and until somebody takes it back. The writing screen's own preview has a
token of another kind, which is stored nowhere and good for FRAME.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.core import signing
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.addresses import placeholders
from articles.models import Article, PublishedArticle, PublishedDocument, SharedPreview
from articles.publishing import snapshots, stories
from articles.publishing.stories import Story
from media.models import Image

SALT: Final = "articles.previews"
FRAME_SALT: Final = "articles.previews.frame"
FRAME: Final = timedelta(hours=1)


@dataclass(frozen=True)
class Invitation:
    """A token for the preview of a story, and when it expires. `shared` is its row, if it has one."""

    token: str
    until: datetime
    shared: SharedPreview | None = None

    @property
    def address(self) -> str:
        """The page in the front end that shows the preview."""
        return placeholders.preview(self.token)


def invite(article: Article, by: User | AnonymousUser | None = None, for_whom: str = "") -> Invitation:
    """A token whose bearer sees the working copy, each time in its present state, until it is taken back."""
    maker = by if by and by.is_authenticated else None
    return _invitation(
        SharedPreview.objects.create(article=article, made_by=maker, made_at=timezone.now(), for_whom=for_whom)
    )


def invitations(article: Article) -> list[Invitation]:
    """Those of a story that are still good, the newest first."""
    found = SharedPreview.objects.filter(article=article, made_at__gt=timezone.now() - _lifetime())
    return [_invitation(one) for one in found.select_related("made_by")]


def take_back(article: Article, key: UUID) -> bool:
    """End an invitation at once. Returns whether it was there."""
    return bool(SharedPreview.objects.filter(article=article, pk=key).delete()[0])


def forget(now: datetime | None = None) -> int:
    """Delete the rows of invitations that have expired. Returns how many."""
    return SharedPreview.objects.filter(made_at__lte=(now or timezone.now()) - _lifetime()).delete()[0]


def framed(article: Article) -> Invitation:
    """A token for the preview beside the writing screen."""
    return Invitation(_signer(FRAME_SALT).sign(article.pk.hex), timezone.now() + FRAME)


def shared(token: str) -> QuerySet[Article]:
    """The story that `token` shows. Empty if it is wrong, has expired or was taken back, or the story is killed."""
    shown = Article.objects.exclude(state=Article.State.KILLED)
    if key := _unsigned(token, FRAME_SALT, FRAME):
        return shown.filter(pk=key)
    if not (key := _unsigned(token, SALT, _lifetime())):
        return Article.objects.none()
    # Tokens of earlier versions hold the key of the story itself.
    return shown.filter(Q(shared_previews=key) | Q(pk=key))


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


def _invitation(row: SharedPreview) -> Invitation:
    return Invitation(_SharedSigner(row).sign(row.pk.hex), row.made_at + _lifetime(), row)


def _lifetime() -> timedelta:
    return timedelta(hours=settings.PREVIEW_HOURS)


def _unsigned(token: str, salt: str, lifetime: timedelta) -> UUID | None:
    try:
        return UUID(_signer(salt).unsign(token, max_age=lifetime))
    except (signing.BadSignature, ValueError):
        return None


def _signer(salt: str = SALT) -> signing.TimestampSigner:
    # A full stop needs no escaping in an address.
    return signing.TimestampSigner(salt=salt, sep=".")


class _SharedSigner(signing.TimestampSigner):
    """Signs with the time at which an invitation was made, so that its address is the same whenever it is shown."""

    def __init__(self, row: SharedPreview) -> None:
        super().__init__(salt=SALT, sep=".")
        self.made_at = row.made_at

    def timestamp(self) -> str:
        return signing.b62_encode(int(self.made_at.timestamp()))
