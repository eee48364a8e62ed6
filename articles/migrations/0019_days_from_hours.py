"""Days of views were written beside hours from 0003 on: those of the hours that were there before are missing."""

from datetime import UTC
from itertools import islice
from typing import Any

from django.db import migrations
from django.db.models import F, Sum
from django.db.models.functions import Coalesce, TruncDate


def sum_days(apps: Any, editor: Any = None) -> None:
    """Give every hour's views to its day, before hours are cleared away. Days that have them stay as they are."""
    day_table = apps.get_model("articles", "ViewDay")
    hours = apps.get_model("articles", "ViewBucket").objects.order_by()
    sums = hours.values_list("published_id", TruncDate("hour", tzinfo=UTC)).annotate(summed=Sum("views"))
    rows = iter(sums.iterator())
    while some := list(islice(rows, 1000)):
        kept = day_table.objects.filter(published__in={one[0] for one in some}, day__in={one[1] for one in some})
        views = {
            (published, day): number for published, day, number in kept.values_list("published_id", "day", "views")
        }
        day_table.objects.bulk_create(
            [
                day_table(published_id=published, day=day, views=summed)
                for published, day, summed in some
                if views.get((published, day), 0) < summed
            ],
            update_conflicts=True,
            unique_fields=["published", "day"],
            update_fields=["views"],
        )


def keep_the_rest(apps: Any, editor: Any = None) -> None:
    """What a total holds beyond its days was counted on days that nobody can tell any more."""
    totals = apps.get_model("articles", "ViewTotal").objects
    dated = Coalesce(Sum("published__view_days__views"), 0)
    for total in totals.annotate(dated=dated).filter(views__gt=F("undated") + F("dated")):
        totals.filter(pk=total.pk).update(undated=total.views - total.dated)


class Migration(migrations.Migration):
    dependencies = [("articles", "0018_change_live_for_publishers")]
    operations = [
        migrations.RunPython(sum_days, migrations.RunPython.noop),
        migrations.RunPython(keep_the_rest, migrations.RunPython.noop),
    ]
