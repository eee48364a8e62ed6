"""`python -m tests.benchmark.archives.fresh`: moves a kept archive's dated views to the present, and ranks them.

Without it nothing would have been read in the last 24 hours of an archive that is a day old. A worker ranks views once
an hour; most servers are measured without one.
"""

import os
from collections import Counter
from datetime import date, timedelta
from typing import Final

import django

HOUR: Final = timedelta(hours=1)
COLUMNS: Final = ["published", "hour", "views"]


def freshen() -> int:
    """Move hours and days so that the last hour with views is the present one. Returns by how many hours."""
    from django.db import transaction
    from django.utils import timezone

    from articles.models import ViewBucket, ViewDay, ViewRanking, bulk

    hours = list(ViewBucket.objects.values_list("published", "hour", "views").order_by("published", "hour"))
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    late = (now - max((hour for _, hour, _ in hours), default=now)) // HOUR
    if late <= 0:
        return 0
    moved = [(key, hour + late * HOUR, views) for key, hour, views in hours]
    days: Counter[tuple[int, date]] = Counter()
    for key, hour, views in moved:
        days[key, hour.date()] += views
    with transaction.atomic():
        ViewBucket.objects.all().delete()
        ViewDay.objects.all().delete()
        bulk.insert(ViewBucket, COLUMNS, moved)
        bulk.insert(ViewDay, ["published", "day", "views"], ((*which, views) for which, views in days.items()))
        ViewRanking.objects.forget()
    return late


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    from articles.readership import ranking

    freshen()
    ranking.keep()


if __name__ == "__main__":
    main()
