"""Webhooks in the admin: addresses, secrets, tests, and what was sent."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Delivery, Webhook
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.conftest import signed_in, user

ADD = reverse("admin:articles_webhook_add")
LIST = reverse("admin:articles_webhook_changelist")
DELIVERIES = reverse("admin:articles_delivery_changelist")
PUBLIC = "https://93.184.215.14/hook"


@pytest.fixture
def webhook(db: None) -> Webhook:
    return Webhook.objects.create(name="Website", address=PUBLIC)


def page(row: Webhook | Delivery, name: str = "change") -> str:
    return reverse(f"admin:articles_{row._meta.model_name}_{name}", args=[row.pk])


def delivery(webhook: Webhook | None, **fields: object) -> Delivery:
    defaults = {"event": "article.published", "payload": '{"type":"article.published"}'}
    return Delivery.objects.create(webhook=webhook, **defaults | fields)


def test_a_webhook_is_registered(chief: Client) -> None:
    form = screen.fields(chief.get(ADD).content, "#webhook_form")
    assert "active" in form
    sent = form | {"name": "Website", "address": PUBLIC, "events": ["article.killed", "content.edited"]}
    chief.post(ADD, sent)
    webhook = Webhook.objects.get()
    assert (webhook.name, webhook.address, webhook.active) == ("Website", PUBLIC, True)
    assert webhook.events == ["article.killed", "content.edited"]
    assert webhook.secret.startswith("whsec_")


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("example.com", "An address begins with https:// or http:// and names a host."),
        (
            "http://169.254.169.254/latest/",
            "169.254.169.254 is on a private network (169.254.169.254). WEBHOOK_PRIVATE_NETWORKS lists those allowed.",
        ),
        (
            "https://me:word@example.com/",
            "User names and passwords do not belong in an address: it is shown to colleagues.",
        ),
    ],
)
def test_an_address_that_may_not_be_used_is_refused(chief: Client, address: str, problem: str) -> None:
    answer = chief.post(ADD, {"name": "Website", "address": address, "active": "on"}).content
    assert screen.texts(answer, ".field-address .errorlist li") == [problem]
    assert not Webhook.objects.exists()


def test_the_secret_is_there_to_be_copied(chief: Client, webhook: Webhook) -> None:
    form = chief.get(page(webhook)).content
    assert f'value="{webhook.secret}"' in form.decode()
    assert screen.texts(form, "[data-copy]") == ["Copy"]


def test_who_may_only_look_does_not_see_the_secret(webhook: Webhook) -> None:
    guest = signed_in(user("guest", ["view_webhook"]))
    answer = guest.get(page(webhook))
    assert answer.status_code == 200
    assert webhook.secret not in answer.content.decode()
    assert screen.texts(answer.content, ".verbs button") == []


def test_a_new_secret_overlaps_with_the_old_one(chief: Client, webhook: Webhook) -> None:
    old = webhook.secret
    shown = chief.post(page(webhook, "new-secret"), follow=True).content
    webhook.refresh_from_db()
    assert webhook.secret != old
    assert webhook.secrets(timezone.now()) == [webhook.secret, old]
    assert "The previous one is also used until" in screen.texts(shown, ".field-secret_to_copy .help")[0]
    assert old not in shown.decode()
    assert LogEntry.objects.get().get_change_message() == "Made a new secret."


def test_a_test_is_sent(chief: Client, webhook: Webhook) -> None:
    answer = chief.post(page(webhook, "test"))
    assert answer["Location"] == page(Delivery.objects.get(event="webhook.test", webhook=webhook))


def test_no_test_is_sent_to_one_that_is_off(chief: Client, webhook: Webhook) -> None:
    Webhook.objects.update(active=False)
    shown = chief.post(page(webhook, "test"), follow=True).content
    assert screen.texts(shown, ".messagelist li") == ["It is switched off: switch it on and save it, then send a test."]
    assert not Delivery.objects.exists()


def test_one_that_switched_itself_off_says_why_and_starts_anew(chief: Client, webhook: Webhook) -> None:
    Webhook.objects.update(active=False, note="The receiver answered 410 (gone).")
    before = webhook.listens_from
    shown = chief.get(page(webhook)).content
    assert screen.texts(shown, ".errornote") == [
        "Switched off: The receiver answered 410 (gone). Switch it on when the receiver is back."
    ]
    chief.post(page(webhook), screen.fields(shown, "#webhook_form") | {"active": "on", "events": []})
    webhook.refresh_from_db()
    assert (webhook.active, webhook.note) == (True, "")
    assert webhook.listens_from > before


def test_the_list_says_what_waits(chief: Client, webhook: Webhook) -> None:
    delivery(webhook)
    delivery(webhook, state="delivered")
    Webhook.objects.create(name="App", address=PUBLIC, events=["article.killed"], active=False, note="Gone.")
    shown = chief.get(LIST).content
    columns = [screen.texts(shown, f"tbody .field-{one}") for one in ("name", "hears", "state", "waiting")]
    assert columns == [["App", "Website"], ["article.killed", "Everything"], ["Off", "On"], ["0", "1"]]


def test_a_webhook_goes_with_what_was_sent_to_it(chief: Client, webhook: Webhook) -> None:
    delivery(webhook)
    asked = chief.get(page(webhook, "delete")).content
    assert screen.texts(asked, "#content ul:first-of-type li") == ["Webhooks: 1", "Deliveries: 1"]
    chief.post(page(webhook, "delete"), {"post": "yes"})
    assert not Webhook.objects.exists()
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("name", ["test", "new-secret"])
def test_only_those_who_may_change_webhooks_do_anything_to_them(editor: Client, webhook: Webhook, name: str) -> None:
    assert editor.post(page(webhook, name)).status_code == 403
    assert editor.get(LIST).status_code == 403
    assert signed_in(user("chief", ["change_webhook"])).get(page(webhook, name)).status_code == 405
    assert not Delivery.objects.exists()


def test_a_message_shows_what_was_sent_and_what_came_back(chief: Client, webhook: Webhook) -> None:
    story = factories.published("Harbour bridge reopens")
    sent = delivery(
        webhook,
        article=story,
        payload='{"url":"https://public-url.invalid/api/v1/"}',
        state="failed",
        attempts=10,
        status=500,
        answer="<script>alert(1)</script>",
    )
    shown = chief.get(page(sent)).content
    assert screen.texts(shown, ".field-said pre") == ['{ "url": "https://news.test/api/v1/" }']
    assert screen.texts(shown, ".field-came_back pre") == ["<script>alert(1)</script>"]
    assert screen.texts(shown, ".field-outcome .pill") == ["Given up"]
    assert screen.links(shown, ".field-about_link a") == [reverse("admin:articles_article_change", args=[story.pk])]
    assert screen.texts(shown, ".verbs button") == ["Send again"]
    assert screen.texts(shown, ".submit-row input") == []


def test_a_message_is_sent_again(chief: Client, webhook: Webhook) -> None:
    sent = delivery(webhook, state="failed", attempts=10)
    chief.post(page(sent, "send_again"))
    sent.refresh_from_db()
    assert (sent.state, sent.attempts) == ("pending", 0)


def test_several_messages_are_sent_again_but_to_those_that_are_off(chief: Client, webhook: Webhook) -> None:
    off = Webhook.objects.create(name="Off", address=PUBLIC, active=False)
    sent = [delivery(one, state="failed") for one in (webhook, off)]
    sent.append(delivery(None, destination="varnish", event="purge", payload='{"keys":["articles"]}', state="failed"))
    chosen = {"action": "send_selected", "_selected_action": [one.pk for one in sent]}
    shown = chief.post(DELIVERIES, chosen, follow=True).content
    assert screen.texts(shown, ".messagelist li") == [
        "2 messages will be sent again.",
        "1 not sent again: their webhook is switched off.",
    ]
    assert [one.state for one in Delivery.objects.order_by("pk")] == ["pending", "failed", "pending"]


def test_the_list_of_messages_is_filtered(chief: Client, webhook: Webhook) -> None:
    delivery(webhook, state="failed", status=500, attempts=10)
    delivery(None, destination="fastly", event="purge", payload='{"keys":["articles"]}')
    rows = "#result_list tbody tr"
    column = [".field-event", ".field-to", ".field-outcome", ".field-last"]

    def shown(**filters: str) -> list[list[str]]:
        content = chief.get(DELIVERIES, filters).content
        return [screen.texts(content, f"{rows} {one}") for one in column]

    assert shown() == [["purge", "article.published"], ["Fastly", "Website"], ["Waiting", "Given up"], ["-", "500"]]
    assert shown(state__exact="failed")[0] == ["article.published"]
    assert shown(destination__exact="fastly")[0] == ["purge"]
    assert shown(event="article.published")[1] == ["Website"]


def test_who_may_look_may_not_send(webhook: Webhook) -> None:
    sent = delivery(webhook, state="failed")
    guest = signed_in(user("guest", ["view_delivery"]))
    shown = guest.get(page(sent)).content
    assert screen.texts(shown, ".verbs button") == []
    assert guest.post(page(sent, "send_again")).status_code == 403
    guest.post(DELIVERIES, {"action": "send_selected", "_selected_action": [sent.pk]})
    sent.refresh_from_db()
    assert sent.state == "failed"


@pytest.mark.parametrize("number", [1, 3])
def test_the_lists_cost_the_same_however_long_they_are(
    chief: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for place in range(number):
        webhook = Webhook.objects.create(name=f"Hook {place}", address=PUBLIC)
        delivery(webhook, article=factories.draft())
    # Session, user, count (2), rows.
    with django_assert_num_queries(5):
        chief.get(LIST)
    # Session, user, webhooks to filter by (2), first and last day, count, rows.
    with django_assert_num_queries(7):
        chief.get(DELIVERIES)
