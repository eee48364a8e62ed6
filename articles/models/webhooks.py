"""The addresses that are notified of changes, and every message to them: the worker's queue, as editors see it."""

import base64
import secrets
from datetime import datetime, timedelta
from typing import Final, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from articles.models.article import Article
from media.fields import LineField, TextField

# How long messages are also signed with the previous secret.
SECRET_OVERLAP: Final = timedelta(days=1)
ANSWER_KEPT: Final = 1000


def new_secret() -> str:
    """32 random bytes as Standard Webhooks writes them: `whsec_` and base64."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def new_message_id() -> str:
    return "msg_" + secrets.token_hex(16)


class Webhook(models.Model):
    """An address that is notified of changes as they take effect. No `events` means all of them."""

    name = LineField(max_length=100, help_text="What colleagues call it, e.g. “Website, production”.")
    address = models.CharField(max_length=500)
    events = models.JSONField(default=list, blank=True)
    secret = models.CharField(max_length=100, default=new_secret, editable=False)
    previous_secret = models.CharField(max_length=100, blank=True, editable=False)
    secret_made_at = models.DateTimeField(default=timezone.now, editable=False)
    active = models.BooleanField("on", default=True, help_text="While it is off, changes pass it by.")
    note = models.CharField(max_length=200, blank=True, editable=False, help_text="Why it was switched off by itself.")
    listens_from = models.DateTimeField(default=timezone.now, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def wants(self, event: str) -> bool:
        return not self.events or event in self.events

    def secrets(self, at: datetime) -> list[str]:
        """The secrets that sign a message sent at a time, the present one first."""
        overlaps = self.previous_secret and at < self.secret_made_at + SECRET_OVERLAP
        return [self.secret, self.previous_secret] if overlaps else [self.secret]


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def pending(self) -> Self:
        return self.filter(state=Delivery.State.PENDING)

    def due(self, at: datetime | None = None) -> Self:
        """Messages to be sent now, to webhooks that are on, without those that wait for an earlier message.

        Messages about one story go to one webhook in order: a later one waits until the earlier one has arrived or was
        given up.
        """
        earlier = Delivery.objects.pending().filter(
            webhook=OuterRef("webhook"), article=OuterRef("article"), pk__lt=OuterRef("pk")
        )
        listening = Q(webhook=None) | Q(webhook__active=True)
        return self.pending().filter(listening, ~Exists(earlier), next_attempt_at__lte=at or timezone.now())


class Delivery(models.Model):
    """One message to one destination: an event to a webhook, or a purge to a cache.

    `payload` is JSON as text, from when the change took effect, with placeholders for addresses.
    While a message is being sent, `next_attempt_at` is the time at which its sender is presumed dead.
    """

    class State(models.TextChoices):
        PENDING = "pending", "Waiting"
        DELIVERED = "delivered", "Delivered"
        FAILED = "failed", "Given up"

    class Destination(models.TextChoices):
        WEBHOOK = "webhook", "Webhook"
        FASTLY = "fastly", "Fastly"
        CLOUDFLARE = "cloudflare", "Cloudflare"
        VARNISH = "varnish", "Varnish"

    destination = models.CharField(max_length=10, choices=Destination, default=Destination.WEBHOOK)
    webhook = models.ForeignKey(Webhook, null=True, on_delete=models.CASCADE, related_name="deliveries")
    article = models.ForeignKey(Article, null=True, on_delete=models.CASCADE, related_name="+")
    message_id = models.CharField("message id", max_length=40, default=new_message_id)
    # A number, not a reference: the log may forget a change before the message about it is cleared away.
    change_number = models.BigIntegerField("change", null=True)
    event = models.CharField(max_length=40)
    payload = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField("next attempt", default=timezone.now)
    status = models.PositiveIntegerField("last status", null=True)
    answer = TextField("last answer", blank=True)
    error = LineField("last error", max_length=300, blank=True)
    delivered_at = models.DateTimeField("delivered", null=True)
    created_at = models.DateTimeField("created", default=timezone.now)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "deliveries"
        indexes = [
            models.Index(fields=["next_attempt_at"], name="delivery_due", condition=Q(state="pending")),
            models.Index(fields=["webhook", "article"], name="delivery_in_order", condition=Q(state="pending")),
            models.Index(fields=["created_at"], name="delivery_created"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(destination="webhook", webhook__isnull=False)
                | (~Q(destination="webhook") & Q(webhook__isnull=True)),
                name="delivery_has_one_destination",
            ),
            # A webhook gets one message per change, whatever happens to the workers.
            models.UniqueConstraint(fields=["webhook", "change_number"], name="delivery_once"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.message_id}"


class DeliveryProgress(models.Model):
    """How far the log has been reported, when the daily work was done and a worker last seen, in a single row."""

    told_at = models.DateTimeField()
    told_id = models.BigIntegerField(default=0)
    tidied_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    # The primary key of the single row.
    ROW: Final = 1

    def __str__(self) -> str:
        return f"{self.told_at:%Y-%m-%d %H:%M:%S} {self.told_id}"
