"""Every page of the admin, asked by nobody, by a reporter and by somebody who may do everything.

The first two send whatever forms there are, and no live story may be another afterwards. Then the last sends forms that
no browser would, about what is there to be spoilt.
"""

import json
import random
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote, quote_plus

from tests.attack.asking import Front, Request, Tally, ask_all, spread
from tests.attack.cast import Cast
from tests.attack.forms import TOKEN, encoded, shown
from tests.attack.hostile import BODIES, HEADERS, SEGMENTS, VALUES
from tests.attack.leaks import documents

# Whoever posts there is signed out, and would attack nothing afterwards.
SIGNS_OUT: Final = {"/admin/logout/", "/admin/account/sessions/end/"}
# The signs by which lists and forms of the admin are asked for something.
ASKED: Final = (
    *("q", "o", "p", "all", "e", "_to_field", "_popup", "_facets", "_changelist_filters", "next", "period", "nonsense"),
    *("pk__in", "id__exact", "topic__id__exact", "status", "created_at__year", "modified_at__gte", "page", "term"),
    *("app_label", "model_name", "field_name", "headline", "topic", "missing", "number"),
)
IDS: Final = [*SEGMENTS, b"0", b"1", b"_5F_5F", b"-1", b"99999999999999999999"]
FIELDS: Final = [
    *("", "\x00", "a\x00b", "9" * 40, "-1", "a" * 5000, "nan", "javascript:pwned()", "\ud800", "2026-02-30"),
    *("0001-01-01", "9999-12-31T23:59", "on", "0f9c0000-0000-4000-8000-000000000000", "٣", "\u202e\u2028", "../../x"),
    *("<script>pwned()</script>", "2026-10-25 02:30", "{}", "'", "1e400", "//evil.example", "x" * 200_000),
]
# Of those each field gets so many: which, is the same every time.
TRIED: Final = 10
COUNTS: Final = ["", "-1", "a", "99999", "9" * 40, "0", "1001", "\x00", "1.5"]
ELSEWHERE: Final = (
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "javascript:pwned()",
    "\t//evil.example",
)
# What forms of verbs, bulk actions, deleting and signing in hold besides fields of rows.
EXTRA: Final[list[dict[str, Any]]] = [
    {},
    {"post": "yes"},
    {"_save": "1"},
    {"_continue": "1"},
    {"_saveasnew": "1"},
    {"_publish": "1", "_kill": "1", "_save": "1"},
    {"_popup": "1", "_to_field": "password"},
    {"_popup": "<script>pwned()</script>", "_to_field": "\x00", "_save": "1"},
    {"_sign_in-username": "chief", "_sign_in-password": "guessed", "headline": "x"},
    {"_sign_in-username": "\x00" * 40, "_sign_in-password": "\ud800", "headline": "x"},
    {"_sign_in-code": "9" * 40, "headline": "x"},
    {"_sign_in-elsewhere": "1", "next": "https://evil.example/"},
    {"username": "chief", "password": "guessed", "next": "https://evil.example/"},
    {"version": "1", "state": "published", "modified_at": "2026-01-01T00:00:00+00:00", "note": "x", "text": "x"},
    {"version": "9" * 30, "state": "x", "modified_at": "9999-99-99", "at": "0001-01-01T00:00", "kind": "x"},
    {"version": "1", "state": "draft", "modified_at": "0001-01-01T00:00:00Z", "at": "9999-12-31T23:59:59+14:00"},
    {"csrfmiddlewaretoken": "wrong", "headline": "x"},
    {"csrfmiddlewaretoken": ["a" * 32, "b"], "headline": ["x"] * 100},
]


def run(front: Front, cast: Cast, tally: Tally) -> None:
    before = public(front)
    forms = begun(front, cast, tally, before)
    # Nobody gets far: a third of it shows as much.
    nobodys = front.shuffled([*looks(cast), *sends(cast, forms, anonymous=True)])[::3]
    ask_all(front.part(0.15), tally, nobodys)
    reporters = front.shuffled([*looks(cast), *sends(cast, forms)])
    ask_all(front.part(0.5), tally, reporters, cast.sessions["reporter"], secret=False)
    after = public(front)
    tally.losses += list(_altered(before, after))
    seen = front.shuffled(looks(cast))[::2]
    crafted = front.shuffled([*spoilt(cast, forms), *seen, *bulk(cast, cast.victims.items())])
    ask_all(front, tally, crafted, cast.sessions["chief"], secret=False)


def _altered(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    for name, was in before.items():
        now = after.get(name)
        parts = [key for key in was if not now or was[key] != now.get(key)] if isinstance(was, dict) else []
        if was != now:
            yield f"{name} is another after what a reporter sent: {', '.join(parts)} {str(was)[:80]}"


def public(front: Front) -> dict[str, Any]:
    """Every live story and whatever stands beside it, by name."""
    found = {key: _without_views(story) for key, story in documents(front).items()}
    client = front.client()
    for name in ("topics", "tags", "authors", "collections", "collections/front-page"):
        found[name] = _without_views(json.loads(client.ask(Request(f"/api/v1/{name}/".encode())).body))
    for path in ("/note", "/old/0"):
        found[path] = client.ask(Request(f"/api/v1/resolve/?path={quote(path, safe='')}".encode())).body
    return found


def _without_views(value: Any) -> Any:
    if isinstance(value, dict):
        counts = {"views", "interactionStatistic"}
        return {name: _without_views(one) for name, one in value.items() if name not in counts}
    return [_without_views(one) for one in value] if isinstance(value, list) else value


def begun(front: Front, cast: Cast, tally: Tally, live: dict[str, Any]) -> dict[bytes, dict[str, Any]]:
    """The forms of the admin as they are shown to somebody who may do everything, by their address."""
    found: dict[bytes, dict[str, Any]] = {}
    targets = []
    for label in cast.rows:
        place = "/admin/" + label.replace(".", "/")
        keys = [*[key for key in cast.rows[label] if key in live][:1], *cast.rows[label][:1]]
        keys += [cast.victims[label]] if label in cast.victims else []
        targets += [f"{place}/add/", *(f"{place}/{key}/change/" for key in dict.fromkeys(keys))]
    targets += [
        f"/admin/articles/article/{cast.victims['articles.article']}/{verb}/" for verb in ("publish", "schedule")
    ]

    def each(client: Any, request: Request) -> None:
        answer = client.ask(request)
        tally.judge(answer, request, secret=False)
        if answer.status == 200:
            found[request.target] = shown(answer)

    spread(front, tally, [Request(target.encode()) for target in targets], each, cast.sessions["chief"])
    return found


def addresses(cast: Cast) -> Iterator[tuple[str, str]]:
    """Every page, with the keys of rows of its own kind; "" where it has none of its own."""
    for page in cast.pages:
        label = ".".join(page.split("/")[2:4])
        if "{}" not in page:
            yield page, ""
            continue
        for key in [*cast.rows.get(label, ["1", "2"])[:3], *([cast.victims[label]] if label in cast.victims else [])]:
            yield page.replace("{}", key, 1).replace("{}", key), key


def looks(cast: Cast) -> Iterator[Request]:
    """GETs of every page with ids of rows and of none, with hostile parameters and headers."""
    for page, _ in addresses(cast):
        yield Request(page.encode())
    for page in cast.pages:
        if "{}" in page:
            before, _, after = page.partition("{}")
            some = random.Random(page).sample(IDS, 12)
            yield from (Request(before.encode() + one + after.replace("{}", "1").encode()) for one in some)
        else:
            chosen = random.Random(page)
            for name in ASKED:
                yield from (
                    Request(b"%s?%s=%s" % (page.encode(), name.encode(), one)) for one in chosen.sample(VALUES, 3)
                )
            yield Request(b"%s?%s" % (page.encode(), b"&".join(b"%s=%%00" % name.encode() for name in ASKED)))
            yield from (Request(page.encode(), headers=(header,)) for header in chosen.sample(_harmless(), 3))
    yield from (Request(f"/admin/login/?next={quote_plus(one)}".encode()) for one in ELSEWHERE)


def _harmless() -> list[tuple[bytes, bytes]]:
    """Headers beside which one's own cookie still stands."""
    return [header for header in HEADERS if header[0] not in {b"Cookie", b"Host", b"Expect"}]


def sends(cast: Cast, forms: dict[bytes, dict[str, Any]], *, anonymous: bool = False) -> Iterator[Request]:
    """POSTs to every page about rows of others, as if one might; and whole forms with other words in them."""
    for page, _ in addresses(cast):
        if page in SIGNS_OUT and not anonymous:
            continue
        target = page.encode()
        yield from (encoded(target, TOKEN | extra) for extra in EXTRA)
        yield Request(target, b"POST")
        kind, body = random.Random(page).choice(BODIES)
        yield Request(target, b"POST", ((b"Content-Type", kind),), body)
    yield from bulk(cast, [(label, key) for label, keys in cast.rows.items() for key in keys[:2]])
    for target, fields in forms.items():
        if any(draft.encode() in target for draft in cast.drafts):
            continue
        for button in ("_save", "_continue", "_publish", "_saveasnew"):
            yield encoded(target, fields | _reworded(fields) | {button: "1"})
        for one in ELSEWHERE:
            yield encoded(target, fields | {"next": one, "_popup": one, "_changelist_filters": one, "_save": "1"})
    yield from (encoded(b"/admin/login/", TOKEN | {"username": "x", "password": "x", "next": one}) for one in ELSEWHERE)


def _reworded(fields: dict[str, Any]) -> dict[str, Any]:
    words = ("headline", "standfirst", "body", "title", "caption", "credit", "name", "address", "path")
    return {name: "Altered by somebody who may not" for name in fields if name in words}


def bulk(cast: Cast, rows: Any) -> Iterator[Request]:
    """Actions of every list, about rows of one's own choice, as confirmed as they can be."""
    for label, key in rows:
        target = f"/admin/{label.replace('.', '/')}/".encode()
        for action in [*cast.actions[label], "", "nonsense", "__class__"]:
            chosen = TOKEN | {"action": action, "_selected_action": key}
            seen = [
                f"{key}:1:published",
                f"{key}:{'9' * 40}:published",
                f"{key}:-1:x",
                f"x:{key}",
                "\x00:1:draft",
                "",
                f"{key}:1",
            ]
            confirmed = {} if key in cast.victims.values() else {"post": "yes"}
            yield encoded(target, chosen | confirmed)
            yield encoded(target, chosen | confirmed | {"seen": seen[0]})
            yield encoded(target, chosen | {"select_across": "1", "index": "0"})
            yield from (encoded(target, chosen | {"seen": one}) for one in seen)
            yield from (
                encoded(target, chosen | {"_selected_action": one}) for one in ("\x00", "9" * 40, "x", "", [key] * 100)
            )
            yield from (encoded(target, chosen | {"index": one, "select_across": one}) for one in COUNTS)
        yield encoded(target, TOKEN | {"_save": "1", "form-TOTAL_FORMS": "9" * 30, "form-INITIAL_FORMS": "x"})


def spoilt(cast: Cast, forms: dict[bytes, dict[str, Any]]) -> Iterator[Request]:
    """The forms of what may be spoilt, with one thing in each that no browser sends."""
    victims = [key.encode() for key in cast.victims.values()]
    for target, fields in forms.items():
        if not (target.endswith(b"/add/") or any(b"/%s/" % key in target for key in victims)):
            continue
        for name in fields:
            if name == "csrfmiddlewaretoken":
                continue
            counts = name.endswith("_FORMS")
            some = COUNTS if counts else random.Random(f"{target!r} {name}").sample(FIELDS, TRIED)
            yield from (encoded(target, fields | {name: one}) for one in some)
            yield encoded(target, fields | {name: [fields[name]] * 100})
            yield encoded(target, {other: one for other, one in fields.items() if other != name})
        yield from _rows(cast, target, fields)
        yield encoded(target, {name: one for name, one in fields.items() if not name.endswith("_FORMS")})
        yield from (encoded(target + b"?_popup=1&_to_field=" + one, fields | {"_popup": "1"}) for one in VALUES[:40])


def _rows(cast: Cast, target: bytes, fields: dict[str, Any]) -> Iterator[Request]:
    """Inline rows of others, twice, of none, and more than there are."""
    others = [key for keys in cast.rows.values() for key in keys[:1]]
    for prefix in {name.removesuffix("-TOTAL_FORMS") for name in fields if name.endswith("-TOTAL_FORMS")}:
        row = {name: one for name, one in fields.items() if name.startswith(f"{prefix}-0-")}
        names = [name.removeprefix(f"{prefix}-0-") for name in row] or [
            "id",
            "author",
            "image",
            "tag",
            "story",
            "article",
        ]
        for key in [*others, "1", "\x00", "9" * 40, ""]:
            for initial in ("0", "1"):
                counts = {f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-INITIAL_FORMS": initial}
                yield encoded(
                    target,
                    fields | row | counts | {f"{prefix}-0-{name}": key for name in names if "DELETE" not in name},
                )
        twice = {name.replace("-0-", "-1-"): one for name, one in row.items()}
        for initial in ("1", "2"):
            counts = {f"{prefix}-TOTAL_FORMS": "2", f"{prefix}-INITIAL_FORMS": initial}
            yield encoded(target, fields | row | twice | counts)
            yield encoded(
                target, fields | row | twice | counts | {f"{prefix}-0-DELETE": "on", f"{prefix}-0-position": "x"}
            )
        yield encoded(target, fields | {f"{prefix}-TOTAL_FORMS": "1000", f"{prefix}-INITIAL_FORMS": "1000"})
