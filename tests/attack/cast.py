"""Who and what is there when the attack begins: `python -m tests.attack.cast` makes it, and prints what it has made.

Every text of what no reader may see holds MARK, whatever fields there come to be.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from tests.running import ROOT

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.db.models import Model

    from articles.models import Article

MARK: Final = "zzyzxqua"
REPORTER: Final = ["view_article", "add_article", "change_article"] + [
    f"{action}_{model}" for action in ("view", "add") for model in ("image", "author", "tag")
]
STATES: Final = ("draft", "scheduled", "embargoed", "unpublished", "killed", "expired")
WERE_PUBLIC: Final = ("unpublished", "killed", "expired")
# Stories whose texts are saved all the time, and that nobody attacks.
DRAFTS: Final = 2
LIVE: Final = "harbour-lights"
COUNTED: Final = "tide-tables"


@dataclass(frozen=True)
class Hidden:
    """A story that no reader may see, and what belongs to it alone."""

    id: str
    slug: str
    topic: str
    tag: str
    author: str
    images: list[str]
    files: list[str]
    renditions: list[str]


@dataclass(frozen=True)
class Cast:
    """`rows` and `victims` are keys by the label of their model: those of others, and one that may be altered.

    `actions` and `pages` are the admin's: the actions of each list, and the patterns of all addresses.
    """

    sessions: dict[str, str]
    hidden: list[Hidden]
    rows: dict[str, list[str]]
    victims: dict[str, str]
    actions: dict[str, list[str]]
    pages: list[str]
    drafts: list[str]
    right_tokens: list[str]
    # Of a story that holds no mark.
    token: str
    wrong_tokens: list[str]
    image: str
    rendition: dict[str, str]

    @classmethod
    def made(cls, environment: dict[str, str]) -> "Cast":
        """Made anew in the database of this environment."""
        command = [sys.executable, "-m", "tests.attack.cast"]
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        told = json.loads(done.stdout)
        return cls(**told | {"hidden": [Hidden(**one) for one in told["hidden"]]})

    def filled(self, path: str, leave: str = "") -> str:
        """The address of something that is there, from a path with {placeholders}; `leave` stays as it is."""
        return re.sub(r"{(\w+)}", lambda found: found[0] if found[1] == leave else self._known(path, found[1]), path)

    def _known(self, path: str, name: str) -> str:
        if path.startswith("/renditions/"):
            return self.rendition[name]
        places = {"topics": "harbour", "tags": "boats", "authors": "mina-orrell", "collections": "front-page"}
        slug = next((known for part, known in places.items() if f"/{part}/" in path), LIVE)
        return {"slug": slug, "id": self.image, "token": self.token, "number": "1"}.get(name, "x")


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor == "sqlite":
        # Nobody needs this after a power cut, and it takes a third of the time.
        connection.cursor().execute("PRAGMA synchronous = OFF")
    call_command("migrate", interactive=False, verbosity=0)
    json.dump(asdict(make()), sys.stdout)


def make() -> Cast:
    """All of it, in the database of the settings."""
    from django.contrib import admin
    from django.db import transaction

    from articles.publishing import previews
    from media.renditions import renditions_of
    from tests import factories

    with transaction.atomic():
        accounts = _accounts()
        topic, tag = factories.topic("Harbour"), factories.tag("Boats")
        author = factories.author("Mina Orrell")
        shared: dict[str, Any] = {"topic": topic, "authors": [author], "tags": [tag]}
        lead = factories.image()
        live = factories.published("Harbour lights", lead=lead, **shared)
        counted = factories.published("Tide tables", **shared)
        factories.published("A ferry for the island", related=[live, counted], **shared)
        secrets = [_hidden(state) for state in STATES]
        _edited(live, secrets)
        factories.collection("Front page", [*secrets, live, counted])
        factories.collection(f"{MARK} secret", [live], description=MARK, public=False)
        drafts = [factories.draft(f"Work in progress {number}", **shared) for number in range(DRAFTS)]
        victims = _victims()
    killed = next(story for story in secrets if story.state == "killed")
    waiting = [story for story in secrets if story is not killed]
    rendition = next(one for one in renditions_of(lead) if one.name == "wide-640")
    key, name = rendition.path.split("/")[-2:]
    return Cast(
        sessions={name: _signed_in(user) for name, user in accounts.items()},
        hidden=[_told(story) for story in secrets],
        rows=_rows(exclude={*victims.values(), *(str(draft.pk) for draft in drafts)}),
        victims=victims,
        actions={
            model._meta.label_lower: [
                "delete_selected",
                *(getattr(action, "__name__", str(action)) for action in site.actions or ()),
            ]
            for model, site in admin.site._registry.items()
        },
        pages=list(pages()),
        drafts=[str(draft.pk) for draft in drafts],
        right_tokens=[previews.invite(story).token for story in waiting],
        token=previews.invite(counted).token,
        wrong_tokens=[*_wrong_tokens(secrets, previews.invite(live).token), previews.invite(killed).token],
        image=str(lead.pk),
        rendition={"id": str(lead.pk), "key": key, **dict(zip(("name", "extension"), name.split("."), strict=True))},
    )


def marked(model: "type[Model]", **values: Any) -> dict[str, Any]:
    """A value with the mark for every text of a model that somebody may write."""
    from django.db import models

    told: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if not isinstance(field, models.CharField | models.TextField) or not field.editable or field.choices:
            continue
        if isinstance(field, models.FileField | models.SlugField):
            continue
        told[field.name] = MARK
        if isinstance(field, models.URLField):
            told[field.name] = f"https://{MARK}.example/"
        elif isinstance(field, models.EmailField):
            told[field.name] = f"{MARK}@{MARK}.example"
    return told | values


def pages() -> Iterator[str]:
    """Every address of the admin as a template with {} for what it leaves open."""
    from django.urls import URLResolver, get_resolver

    def below(resolver: URLResolver, prefix: str) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            path = prefix + str(pattern.pattern).removeprefix("^").removesuffix("$").removesuffix(r"\Z")
            if isinstance(pattern, URLResolver):
                yield from below(pattern, path)
            else:
                yield re.sub(r"\(\?P<\w+>[^)]*\)|<[^>]+>", "{}", path)

    yield from dict.fromkeys(path for path in below(get_resolver(), "/") if path.startswith("/admin/"))


def _accounts() -> "dict[str, User]":
    from django.contrib.auth.models import Permission, User

    reporter = User.objects.create_user("reporter", is_staff=True)
    reporter.user_permissions.set(Permission.objects.filter(codename__in=REPORTER))
    return {"reporter": reporter, "chief": User.objects.create_superuser("chief")}


def _signed_in(user: "User") -> str:
    """The cookie of a session."""
    from django.test import Client

    client = Client()
    client.force_login(user)
    return str(client.cookies["sessionid"].value)


def _hidden(state: str) -> "Article":
    from django.utils import timezone

    from articles.models import Article, Author, Correction, Tag
    from articles.publishing import verbs
    from media.models import Image
    from tests import factories

    now = timezone.now()
    name = f"{MARK} {state}"
    # Sections are public, with stories or without.
    topic = factories.topic(f"Section {state}")
    tag = Tag.objects.create(**marked(Tag, name=name))
    author = Author.objects.create(**marked(Author, name=name))
    lead, second = (factories.image(**marked(Image)) for _ in range(2))
    later = now + timedelta(days=1)
    values = marked(Article, headline=name, body=f"<p>{MARK}</p>", topic=topic)
    if state in WERE_PUBLIC:
        # The sync feed says of them by their address that they are gone.
        values["slug"] = f"no-longer-{state}"
    if state == "embargoed":
        values["embargo_until"] = later
    if state == "expired":
        values["expires_at"] = later
    story = factories.draft(authors=[author], tags=[tag], lead=lead, gallery=[second], **values)
    match state:
        case "scheduled":
            verbs.schedule(story, later)
        case "embargoed":
            verbs.publish(story)
        case "unpublished" | "killed":
            verbs.publish(story)
            verbs.correct(story, Correction.Kind.CORRECTION, MARK)
            verbs.unpublish(story) if state == "unpublished" else verbs.kill(story, "Withdrawn.")
        case "expired":
            verbs.publish(story, at=now - timedelta(hours=2))
            story.published.visible_until = now - timedelta(hours=1)
            story.published.save()
    return story


def _edited(live: "Article", secrets: "list[Article]") -> None:
    """The working copy of a live story holds the mark and curates what is hidden; old paths lead there, too."""
    from articles.models import Article, Author, Redirect, RelatedStory, Tag
    from articles.publishing import verbs
    from media.models import Image
    from tests import factories

    for position, story in enumerate(secrets):
        RelatedStory.objects.create(article=live, story=story, position=position)
        Redirect.objects.create(path=f"/old/{position}", article=story, note=MARK)
    verbs.publish(live)
    for name, value in marked(Article, body=f"<p>{MARK}</p>").items():
        setattr(live, name, value)
    live.save()
    Redirect.objects.create(path="/note", address="/nothing", note=MARK)
    Tag.objects.create(**marked(Tag, name=f"{MARK} unused"))
    Author.objects.create(**marked(Author, name=f"{MARK} unused"))
    factories.image(**marked(Image))


def _victims() -> dict[str, str]:
    """A row of every kind that the attack may do with what it can."""
    from django.contrib.auth.models import Group, User

    from articles.models import Redirect, Webhook
    from tests import factories

    rows: list[Any] = [
        factories.draft("A victim", lead=factories.image(), tags=[factories.tag()], related=[factories.draft("Other")]),
        factories.author("Victim"),
        factories.topic("Victim"),
        factories.tag("Victim"),
        factories.image(title="Victim"),
        factories.collection("Victim", [factories.draft("In a collection")]),
        Redirect.objects.create(path="/victim", address="/nowhere"),
        Webhook.objects.create(name="Victim", address="https://victim.example/hook", active=False),
        Group.objects.create(name="Victim"),
        User.objects.create_user("victim"),
    ]
    return {row._meta.label_lower: str(row.pk) for row in rows}


def _rows(exclude: set[str]) -> dict[str, list[str]]:
    from django.contrib import admin

    found = {}
    for model in admin.site._registry:
        keys = [str(key) for key in model._default_manager.values_list("pk", flat=True)[:40]]
        found[model._meta.label_lower] = [key for key in keys if key not in exclude]
    return found


def _told(story: "Article") -> Hidden:
    from media.renditions import renditions_of

    images = list(story.images.all())
    assert story.topic
    return Hidden(
        id=str(story.pk),
        slug=story.slug,
        topic=story.topic.slug,
        tag=story.tags.get().slug,
        author=story.authors.get().slug,
        images=[str(image.pk) for image in images],
        files=[str(image.file.name) for image in images],
        renditions=[one.path for image in images for one in renditions_of(image)[:2]],
    )


def _wrong_tokens(secrets: "list[Article]", good: str) -> list[str]:
    """Tokens for hidden stories that nobody was given."""
    from django.core import signing

    found = []
    for story in secrets:
        found += [str(story.pk), story.pk.hex, signing.TimestampSigner(sep=".").sign(story.pk.hex)]
        found.append(good.replace(good.split(".")[0], story.pk.hex))
    return found


if __name__ == "__main__":
    main()
