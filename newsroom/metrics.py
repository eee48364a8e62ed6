"""Metrics for Prometheus, all from the database, so that every process gives the same answer."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Max, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from articles.models import Change, Delivery, PublishedArticle, ViewTotal


class Newsroom(Collector):
    """The metrics of one scrape. Four queries."""

    def collect(self) -> Iterable[Metric]:
        views = ViewTotal.objects.aggregate(all=Sum("views"))["all"] or 0
        yield CounterMetricFamily("newsroom_views", "Counted views of all stories.", value=views)
        live = PublishedArticle.objects.live().count()
        yield GaugeMetricFamily("newsroom_live_articles", "Stories that readers may see now.", value=live)
        last = Change.objects.aggregate(last=Max("pk"))["last"] or 0
        yield CounterMetricFamily("newsroom_changes", "Changes written to the change log.", value=last)
        pending = Delivery.objects.pending().count()
        yield GaugeMetricFamily("newsroom_deliveries_pending", "Webhooks and purges to be sent.", value=pending)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Metrics in Prometheus' text format for holders of METRICS_TOKEN: 401 without it, 404 if none is set."""
    if not settings.METRICS_TOKEN:
        raise Http404
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"):
        return HttpResponse("METRICS_TOKEN is needed.", status=401, headers={"WWW-Authenticate": "Bearer"})
    registry = CollectorRegistry()
    registry.register(Newsroom())
    return HttpResponse(
        generate_latest(registry), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"}
    )
