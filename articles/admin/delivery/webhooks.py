"""Webhooks: the addresses that are notified of changes, their secrets, and a test."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Model, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from articles.admin.status import moment
from articles.changes.reasons import EVENTS
from articles.delivery import network, outbox
from articles.delivery.network import Refused
from articles.editing import rights
from articles.models import Delivery, Webhook
from articles.models.webhooks import SECRET_OVERLAP


class WebhookForm(forms.ModelForm):  # type: ignore[type-arg]
    events = forms.MultipleChoiceField(
        choices=[(name, format_html("<code>{}</code> {}", name, meaning)) for name, meaning in EVENTS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="None ticked means all of them, including those of later versions.",
    )
    address = forms.CharField(
        max_length=500,
        widget=forms.URLInput(attrs={"class": "vTextField", "placeholder": "https://www.example.com/hooks/newsroom"}),
        help_text="Messages are sent here by POST. It must be on the public internet, preferably with https.",
    )

    class Meta:
        model = Webhook
        fields = ["name", "address", "events", "active"]

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        try:
            network.check(address)
        except Refused as error:
            raise forms.ValidationError(str(error), code="refused") from error
        return address


@admin.register(Webhook)
class WebhookAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    form = WebhookForm
    list_display = ["name", "address", "hears", "state", "waiting"]
    search_fields = ["name", "address"]
    list_filter = ["active"]
    show_facets = admin.ShowFacets.NEVER
    change_form_template = "admin/articles/webhook/change_form.html"
    save_on_top = False

    class Media:
        js = ["articles/copying.js"]
        css = {"all": ["articles/webhooks.css"]}

    def get_queryset(self, request: HttpRequest) -> Any:
        waiting = Count("deliveries", filter=Q(deliveries__state=Delivery.State.PENDING))
        return super().get_queryset(request).annotate(waiting_count=waiting)

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        fields = ["name", "address", "events", "active"]
        shows_secret = obj and self.has_change_permission(request, obj)
        return fields + (["secret_to_copy"] if shows_secret else [])

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        return ["secret_to_copy"]

    @admin.display(description="Events")
    def hears(self, webhook: Webhook) -> str:
        return ", ".join(webhook.events) or "Everything"

    @admin.display(description="State", ordering="active")
    def state(self, webhook: Webhook) -> SafeString:
        off = "killed" if webhook.note else "draft"
        pill, word = ("live", "On") if webhook.active else (off, "Off")
        return format_html('<span class="pill pill-{}">{}</span>', pill, word)

    @admin.display(description="Waiting")
    def waiting(self, webhook: Any) -> int:
        count: int = webhook.waiting_count
        return count

    @admin.display(description="Secret")
    def secret_to_copy(self, webhook: Webhook) -> SafeString:
        """A field to copy from, only for accounts that may change the webhook."""
        old = webhook.secrets(timezone.now())[1:]
        until = webhook.secret_made_at + SECRET_OVERLAP
        overlap = format_html(" The previous one is also used until {}.", moment(until, timezone.now())) if old else ""
        return format_html(
            '<span class="copying"><input type="text" readonly value="{}" aria-label="Secret" id="webhook-secret" '
            'class="vTextField" autocomplete="off"><button type="button" class="quiet-button" '
            'data-copy="webhook-secret">Copy</button></span>'
            '<span class="help">Messages are signed with it. Protect it like a password.{}</span>',
            webhook.secret,
            overlap,
        )

    def save_model(self, request: HttpRequest, obj: Webhook, form: Any, change: bool) -> None:
        """A webhook that is switched on again is notified of changes from now on."""
        if obj.active and "active" in form.changed_data:
            obj.note, obj.listens_from = "", timezone.now()
        super().save_model(request, obj, form, change)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        """Messages are deleted with their webhook, though nobody may delete a single one."""
        sent = Delivery.objects.filter(webhook__in=objs).count()
        return [str(obj) for obj in objs], {"webhooks": len(objs), "deliveries": sent}, set(), []

    def get_urls(self) -> list[URLPattern]:
        verbs = [("test", self.send_test), ("new-secret", self.renew_secret)]
        own = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(require_POST(view)), name=f"articles_webhook_{name}")
            for name, view in verbs
        ]
        return own + super().get_urls()

    def send_test(self, request: HttpRequest, pk: int) -> HttpResponse:
        webhook = self._mine(request, pk)
        if not webhook.active:
            messages.error(request, "It is switched off: switch it on and save it, then send a test.")
            return _to(webhook)
        delivery = outbox.send_test(webhook)
        messages.success(request, "A test is on its way. Reload this page to see what came back.")
        return HttpResponseRedirect(reverse("admin:articles_delivery_change", args=[delivery.pk]))

    def renew_secret(self, request: HttpRequest, pk: int) -> HttpResponse:
        webhook = self._mine(request, pk)
        outbox.renew_secret(webhook)
        self.log_change(request, webhook, "Made a new secret.")
        messages.success(request, "There is a new secret. Give it to the receiver within a day.")
        return _to(webhook)

    def _mine(self, request: HttpRequest, pk: int) -> Webhook:
        """The webhook, for those who may change it. Raises PermissionDenied, Http404."""
        webhook = get_object_or_404(Webhook, pk=pk)
        rights.demand(request.user, "change", webhook)
        return webhook


def _to(webhook: Webhook) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:articles_webhook_change", args=[webhook.pk]))
