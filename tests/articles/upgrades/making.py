"""Writes a small newsroom with the code it lies beside, as a database, and what its readers were answered, as JSON.

`README.md` tells how it is used. It runs in a checkout of any commit since the first, so that it names nothing that
came later, and its stories have fixed ids and moments: what readers see of them is the same whoever wrote them.
"""

import gzip
import hashlib
import json
import sqlite3
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

# Far enough ahead that no run of the test sees it come.
AHEAD = datetime(2190, 1, 1, tzinfo=UTC)
PATHS = (
    "/api/v1/articles/",
    "/api/v1/articles/?include=body",
    "/api/v1/articles/?tag=bridges",
    "/api/v1/articles/?search=swing",
    "/api/v1/articles/bridge-to-reopen/",
    "/api/v1/articles/harbour-bridge-reopens/",
    "/api/v1/articles/night-trams-return/",
    "/api/v1/articles/le-pont-rouvre/",
    "/api/v1/articles/ferry-strike-ends/",
    "/api/v1/articles/old-mill-for-sale/",
    "/api/v1/articles/port-fees-rise/",
    "/api/v1/articles/museum-late/",
    "/api/v1/articles/swim-club-wins/",
    "/api/v1/tags/",
    "/api/v1/topics/",
    "/api/v1/authors/",
    "/api/v1/changes/",
    "/feeds/articles.atom",
)
BODY = (
    "<p>The swing bridge opens to <strong>trams</strong> on Monday, at 10&nbsp;km/h.</p>"
    "<h2>What it cost</h2>"
    "<ul><li>Steel: 4 million</li><li>Paint: 1 million</li></ul>"
    '<figure><img data-file="{inline}" alt="Rusted steel"><figcaption>In 2023.</figcaption></figure>'
    "<blockquote><p>It will hold.</p></blockquote>"
    "<table><tbody><tr><th>Year</th><th>Trams</th></tr><tr><td>2023</td><td>0</td></tr></tbody></table>"
    '<p>More <a href="https://www.example.test/trams">about trams</a>.</p>'
)


def identity(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"https://www.example.test/{name}")


def clock(day: int, hour: int = 8) -> None:
    """Let it be this hour of a day in March 2024."""
    moment = datetime(2024, 3, day, hour, tzinfo=UTC)
    timezone.now = lambda: moment


def model(name: str, app: str = "articles") -> Any:
    return apps.get_model(app, name)


def verbs() -> Any:
    try:
        return import_module("articles.publishing.verbs")
    except ModuleNotFoundError:
        return import_module("articles.publishing")


def picture(name: str, **fields: Any) -> Any:
    row = model("Image", "media")(
        id=identity(name),
        file=f"originals/{name}.jpg",
        title=name,
        credit="© Halewood Pictures/Pool",
        alt_text="A harbour at dusk",
        width=4000,
        height=3000,
        checksum=hashlib.sha256(name.encode()).hexdigest(),
        **fields,
    )
    if hasattr(row, "address_secret"):
        # What the addresses of pictures from before are keyed by.
        row.address_secret = hashlib.sha256(b"media.renditions" + settings.SECRET_KEY.encode()).hexdigest()
    row.save()
    return row


def story(headline: str, authors: list[Any], tags: list[Any] | None = None, **fields: Any) -> Any:
    fields.setdefault("body", f"<p>{headline}, as was said on Friday.</p>")
    row = model("Article")(id=identity(headline), headline=headline, **fields)
    row.save()
    for position, author in enumerate(authors):
        model("Byline").objects.create(article=row, author=author, position=position)
    for position, tag in enumerate(tags or []):
        model("ArticleTag").objects.create(article=row, tag=tag, position=position)
    return row


def write() -> None:
    """The stories: published, corrected, renamed, expiring, scheduled, killed, unpublished, and never published."""
    clock(1)
    publishing = verbs()
    lead, inline, portrait, gallery = (picture(name) for name in ("lead", "inline", "portrait", "gallery"))
    region = model("Topic").objects.create(id=identity("region"), name="Region")
    city = model("Topic").objects.create(id=identity("city"), name="City", parent=region)
    create = model("Author").objects.create
    ana = create(id=identity("ana"), name="Ana Ruiz", job_title="City reporter", image=portrait)
    tom = create(id=identity("tom"), name="Tom Okafor")
    bridges = model("Tag").objects.create(id=identity("bridges"), name="Bridges")
    trust = model("Tag").objects.create(id=identity("trust"), name="Harbour Trust", kind="organisation")

    trams = story("Night trams return", [tom], [trust], topic=region, standfirst="After two years.")
    publishing.publish(trams)
    clock(2)
    bridge = story(
        "Harbour bridge reopens",
        [ana, tom],
        [bridges, trust],
        topic=city,
        slug="bridge-to-reopen",
        standfirst="Trams cross again on Monday.",
        dateline="PORT HALE",
        genre="report",
        body=BODY.format(inline=inline.pk),
        seo_title="Bridge reopens",
    )
    use = model("ImageUse").objects
    use.create(article=bridge, image=lead, role="lead", caption="The bridge.", position=0)
    use.create(article=bridge, image=gallery, role="gallery", show_credit=False, position=0)
    # The admin does this when a story is saved; some versions do it at publishing as well.
    use.get_or_create(article=bridge, image=inline, role="inline", defaults={"position": 0})
    model("RelatedStory").objects.create(article=bridge, story=trams, position=0)
    publishing.publish(bridge)
    clock(3)
    bridge.slug = "harbour-bridge-reopens"
    bridge.save()
    publishing.publish(bridge)
    clock(4)
    publishing.correct(bridge, "correction", "The bridge is 90 metres long, not 80.")
    clock(5)
    french = story("Le pont rouvre", [ana], [bridges], topic=city, language="fr")
    publishing.publish(french)
    killed = story("Ferry strike ends", [tom], topic=city)
    publishing.publish(killed)
    taken = story("Old mill for sale", [tom], topic=city)
    publishing.publish(taken)
    expired = story("Museum late", [ana], topic=city, expires_at=datetime(2024, 3, 20, tzinfo=UTC))
    publishing.publish(expired)
    clock(6)
    publishing.kill(killed, "This story was published in error.")
    publishing.unpublish(taken)
    publishing.schedule(story("Port fees rise", [tom], [trust], topic=city), AHEAD)
    story("Swim club wins", [tom], topic=city)
    trams.headline = "Night trams return, and nobody may know yet"
    trams.save()
    count_views(bridge.published)


def count_views(published: Any) -> None:
    model("ViewTotal").objects.update_or_create(published=published, defaults={"views": 41})
    model("ViewBucket").objects.create(published=published, hour=datetime(2024, 3, 6, 8, tzinfo=UTC), views=41)
    if any(table.__name__ == "ViewDay" for table in apps.get_app_config("articles").get_models()):
        model("ViewDay").objects.create(published=published, day=datetime(2024, 3, 6).date(), views=41)  # noqa: DTZ001


def answers() -> dict[str, Any]:
    """What readers get: the status of every path, with where it leads or what it holds."""
    client = Client(raise_request_exception=False)
    found = {}
    for path in PATHS:
        answer = client.get(path)
        text = answer.content.decode()
        is_json = "json" in answer.get("Content-Type", "")
        found[path] = [answer.status_code, answer.get("Location") or (json.loads(text) if is_json else text)]
    return found


def tables(path: Path) -> dict[str, int]:
    """How many rows each table of ours holds."""
    connection = sqlite3.connect(path)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    ours = [name for name in names if name.startswith(("articles_", "media_")) and "search" not in name]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in sorted(ours)}


def main(name: str) -> None:
    """Write `name`.sqlite3.gz and `name`.json.gz; the database is the one that the environment names."""
    django.setup()
    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    write()
    timezone.now = lambda: datetime.now(UTC)
    said = answers()
    whole = Path(f"{name}.sqlite3")
    sqlite3.connect(settings.DATABASES["default"]["NAME"]).execute("VACUUM INTO ?", [str(whole)])
    Path(f"{whole}.gz").write_bytes(gzip.compress(whole.read_bytes(), mtime=0))
    whole.unlink()
    Path(f"{name}.json.gz").write_bytes(gzip.compress(json.dumps(said, ensure_ascii=False).encode(), mtime=0))


if __name__ == "__main__":
    main(sys.argv[1])
