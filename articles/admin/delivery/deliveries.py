"""Every message to webhooks and caches, with its result and a button to send it again."""

from typing import Any

import orjson
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from articles.addresses import placeholders
from articles.admin.read_only import ReadOnly
from articles.admin.status import moment
from articles.changes.reasons import EVENTS
from articles.delivery import events, outbox, purging
from articles.editing import rights
from articles.models import Delivery

PILLS = {"pending": "scheduled", "delivered": "live", "failed": "killed"}


class EventFilter(admin.SimpleListFilter):
    """Offers all known events: finding those of the messages would read the whole table."""

    title = "event"
    parameter_name = "event"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(name, name) for name in (*EVENTS, events.TEST, purging.EVENT)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> QuerySet[Delivery]:
        return queryset.filter(event=self.value()) if self.value() else queryset


@admin.action(description="Send selected messages again", permissions=["send"])
def send_selected(model_admin: "DeliveryAdmin", request: HttpRequest, queryset: QuerySet[Delivery]) -> None:
    chosen = queryset.count()
    sent = outbox.send_again(queryset)
    if sent:
        messages.success(request, f"{sent} message{'' if sent == 1 else 's'} will be sent again.")
    if sent < chosen:
        messages.warning(request, f"{chosen - sent} not sent again: their webhook is switched off.")


@admin.register(Delivery)
class DeliveryAdmin(ReadOnly):
    list_display = ["event", "outcome", "about", "to", "attempts", "last", "when"]
    list_filter = ["state", "destination", "webhook", EventFilter]
    list_select_related = ["webhook", "article"]
    search_fields = ["message_id", "article__headline", "event"]
    ordering = ["-id"]
    date_hierarchy = "created_at"
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    actions = [send_selected]
    change_form_template = "admin/articles/delivery/change_form.html"
    readonly_fields = fields = (
        *("event", "about_link", "to", "outcome", "attempts", "next", "created_at", "delivered_at"),
        *("message_id", "said", "status", "came_back", "error"),
    )

    class Media:
        css = {"all": ["articles/webhooks.css"]}

    @admin.display(description="About")
    def about(self, delivery: Delivery) -> str:
        return str(delivery.article or "")

    @admin.display(description="Story")
    def about_link(self, delivery: Delivery) -> SafeString | str:
        if not delivery.article:
            return "–"
        address = reverse("admin:articles_article_change", args=[delivery.article.pk])
        return format_html('<a href="{}">{}</a>', address, delivery.article)

    @admin.display(description="To", ordering="webhook")
    def to(self, delivery: Delivery) -> str:
        return str(delivery.webhook or delivery.get_destination_display())

    @admin.display(description="State", ordering="state")
    def outcome(self, delivery: Delivery) -> SafeString:
        return format_html('<span class="pill pill-{}">{}</span>', PILLS[delivery.state], delivery.get_state_display())

    @admin.display(description="Last answer")
    def last(self, delivery: Delivery) -> str:
        return str(delivery.status or delivery.error)

    @admin.display(description="When", ordering="created_at")
    def when(self, delivery: Delivery) -> str:
        return moment(delivery.created_at, timezone.now())

    @admin.display(description="Next attempt")
    def next(self, delivery: Delivery) -> str:
        waits = delivery.state == Delivery.State.PENDING
        return moment(delivery.next_attempt_at, timezone.now()) if waits else "–"

    @admin.display(description="What was sent")
    def said(self, delivery: Delivery) -> SafeString:
        """The message as the receiver gets it, indented."""
        message = orjson.dumps(orjson.loads(placeholders.resolve(delivery.payload)), option=orjson.OPT_INDENT_2)
        return format_html("<pre>{}</pre>", message.decode())

    @admin.display(description="Last answer")
    def came_back(self, delivery: Delivery) -> SafeString:
        return format_html("<pre>{}</pre>", delivery.answer)

    def get_urls(self) -> list[URLPattern]:
        again = self.admin_site.admin_view(require_POST(self.send_again))
        return [path("<int:pk>/send-again/", again, name="articles_delivery_send_again"), *super().get_urls()]

    def send_again(self, request: HttpRequest, pk: int) -> HttpResponse:
        delivery = get_object_or_404(Delivery, pk=pk)
        rights.demand(request.user, "send", delivery)
        if outbox.send_again(Delivery.objects.filter(pk=delivery.pk)):
            messages.success(request, "It will be sent again. Reload this page to see what came back.")
        else:
            messages.error(request, "Its webhook is switched off: switch it on first.")
        return HttpResponseRedirect(reverse("admin:articles_delivery_change", args=[delivery.pk]))

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        context["may_send"] = self.has_send_permission(request)
        return super().render_change_form(request, context, *args, **kwargs)

    def has_send_permission(self, request: HttpRequest) -> bool:
        """Accounts that may change webhooks."""
        return bool(rights.may(request.user, "send", Delivery))
