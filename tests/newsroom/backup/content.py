"""A newsroom with one of everything that readers may and may not see."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.utils import timezone

from articles.models import Author, Correction, Redirect, Tag, Webhook
from articles.publishing import verbs
from articles.readership import counting
from articles.readership.visitors import Visitor
from media import library
from media.models import Image
from tests import factories


def make() -> None:
    lead, hidden = picture("teal"), picture("red")
    ana = factories.author("Ana Ruiz", image=picture("navy"))
    region = factories.topic("Region")
    city = factories.topic("City", parent=region)
    bridges = factories.tag("Bridges")
    body = "<h2>Öffnung</h2><p>Reopened, 地方新聞.</p><blockquote><p>At last.</p></blockquote>"
    shown: dict[str, Any] = {"topic": city, "authors": [ana], "tags": [bridges], "body": body}
    bridge = factories.published("Harbour bridge reopens", lead=lead, gallery=[picture("olive")], **shown)
    ferry = factories.published("Ferry", related=[bridge], lead=lead, **shown)
    for n in range(25):
        factories.published(f"Story {n}", topic=city, authors=[ana], tags=[bridges], lead=lead if n % 2 else None)
    void, gone = factories.published("Void"), factories.published("Gone")
    verbs.kill(void, "It was not true.")
    verbs.unpublish(gone)
    factories.draft("Secret", lead=hidden)
    verbs.schedule(factories.draft("Tomorrow", related=[bridge]), timezone.now() + timedelta(days=1))
    verbs.correct(ferry, Correction.Kind.CORRECTION, "It sails on Mondays.")
    ferry.slug = "ferry-sails"
    ferry.save()
    verbs.publish(ferry)
    Tag.objects.get().save()
    Author.objects.filter(pk=ana.pk).first().save()  # type: ignore[union-attr]
    factories.collection("Front page", [bridge, ferry])
    Redirect.objects.create(path="/old", address="/new")
    Webhook.objects.create(name="Website", address="https://hooks.test/")
    User.objects.create_superuser("editor", password="a-password-of-the-editor")
    for n in range(7):
        visitor = Visitor(f"192.0.2.{n}", "Mozilla/5.0")
        counting.count(counting.View("ferry-sails", visitor, timezone.now()))


def picture(color: str) -> Image:
    """A picture as if uploaded by an editor, with its checksum."""
    image = Image(title=color, credit="© Halewood Pictures/Pool", alt_text="A harbour", caption=f"A {color} harbour")
    library.take_in(image, ContentFile(factories.picture((900, 600), color=color), "picture.jpg"))
    return image
