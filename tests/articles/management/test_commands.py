"""What the long commands do and say."""

import os
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from ipaddress import ip_network
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone

from articles import search
from articles.models import Change, Delivery, PublishedArticle, PublishedDocument, Webhook
from articles.publishing import verbs
from tests import factories
from tests.articles.delivery.receiver import receiving

pytestmark = pytest.mark.django_db


def run(name: str, **options: object) -> str:
    out = StringIO()
    call_command(name, stdout=out, verbosity=0, **options)
    return out.getvalue().strip()


def test_recompile_writes_what_comes_out_different_and_nothing_else() -> None:
    for headline in ("One", "Two", "Three"):
        factories.published(headline)
    card = PublishedArticle.objects.get(slug="two").document.card
    PublishedDocument.objects.filter(published__slug="two").update(card="{}")
    assert run("recompile", batch=2) == "1 of 3 documents changed."
    assert PublishedArticle.objects.get(slug="two").document.card == card
    assert list(Change.objects.filter(reason="updated").values_list("slug", flat=True)) == ["two"]
    assert run("recompile") == "0 of 3 documents changed."


def test_recompile_leaves_alone_what_was_withdrawn() -> None:
    verbs.kill(factories.published(), "Not true.")
    assert run("recompile") == "0 of 0 documents changed."


def test_reindex_finds_again_what_the_index_had_lost(client: Client) -> None:
    for headline in ("Harbour one", "Harbour two"):
        factories.published(headline)
    verbs.unpublish(factories.published("Harbour three"))
    search.remove(list(PublishedArticle.objects.values_list("pk", flat=True)))
    assert client.get("/api/v1/articles/?search=harbour").json()["count"] == 0
    run("reindex")
    assert client.get("/api/v1/articles/?search=harbour").json()["count"] == 2
    assert client.get("/api/v1/articles/?search=harbuor").json()["corrected"] == "harbour"


def test_work_once_sends_what_is_due_and_tidies_up_once_a_day() -> None:
    with receiving() as receiver, override_settings(WEBHOOK_PRIVATE_NETWORKS=[ip_network("127.0.0.1")]):
        Webhook.objects.create(name="Website", address=receiver.address, events=["article.published"])
        factories.published("Bridge")
        old = Delivery.objects.create(destination="varnish", event="purge", created_at=timezone.now() - timedelta(31))
        Session.objects.create(session_key="old", expire_date=timezone.now() - timedelta(days=1))
        run("work", once=True)
        assert receiver.slugs == ["bridge"]
        assert not Delivery.objects.filter(pk=old.pk).exists()
        assert not Session.objects.exists()
        Session.objects.create(session_key="old", expire_date=timezone.now() - timedelta(days=1))
        run("work", once=True)
        assert (len(receiver.got), Session.objects.count()) == (1, 1)


def test_work_says_that_there_is_no_database(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "manage.py", "work", "--once"],
        env=os.environ | {"DATA_DIR": str(tmp_path), "DATABASE_URL": "postgres://editor:word@127.0.0.1:1/news"},
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith("CommandError: The database cannot be used: ")
    assert "word" not in ended.stderr
