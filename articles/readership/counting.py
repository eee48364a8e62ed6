"""Counts views. One transaction adds to a story's total and to the hour's bucket; both databases speak this SQL."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from articles.models import ViewBucket, ViewTotal, VisitorMark

# RETURNING nothing means that the visitor's last mark has not expired: the row is left as it is.
MARK = """
INSERT INTO articles_visitormark (digest, expires_at) VALUES (%s, %s)
ON CONFLICT (digest) DO UPDATE SET expires_at = excluded.expires_at WHERE articles_visitormark.expires_at <= %s
RETURNING 1
"""
TOTAL = """
INSERT INTO articles_viewtotal (published_id, views) VALUES (%s, 1)
ON CONFLICT (published_id) DO UPDATE SET views = articles_viewtotal.views + 1
RETURNING views
"""
BUCKET = """
INSERT INTO articles_viewbucket (published_id, hour, views) VALUES (%s, %s, 1)
ON CONFLICT (published_id, hour) DO UPDATE SET views = articles_viewbucket.views + 1
"""


def count(published_id: int, visitor: bytes, now: datetime | None = None) -> int:
    """Count one view, unless `visitor` (a digest) was counted within VIEW_DEDUPE_SECONDS. The total, once it is stored.

    Raises django.db.DatabaseError when the view could not be stored; nothing has been counted then.
    """
    now = now or timezone.now()
    with transaction.atomic(), connection.cursor() as cursor:
        if settings.VIEW_DEDUPE_SECONDS:
            expires_at = now + timedelta(seconds=settings.VIEW_DEDUPE_SECONDS)
            cursor.execute(MARK, [_digest(visitor), _moment(expires_at), _moment(now)])
            if not cursor.fetchone():
                return read(published_id)
        cursor.execute(TOTAL, [published_id])
        total: int = cursor.fetchone()[0]
        cursor.execute(BUCKET, [published_id, _moment(now.replace(minute=0, second=0, microsecond=0))])
    return total


def read(published_id: int) -> int:
    """The exact number of counted views."""
    return ViewTotal.objects.filter(pk=published_id).values_list("views", flat=True).first() or 0


def forget_visitors(now: datetime | None = None) -> int:
    """Delete the marks that have expired. Their number."""
    return VisitorMark.objects.filter(expires_at__lte=now or timezone.now()).delete()[0]


def _moment(value: datetime) -> Any:
    return ViewBucket._meta.get_field("hour").get_db_prep_value(value, connection)


def _digest(value: bytes) -> Any:
    return VisitorMark._meta.get_field("digest").get_db_prep_value(value, connection)
