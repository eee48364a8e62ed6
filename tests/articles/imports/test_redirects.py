"""`import_redirects`: the old addresses of a previous system, imported whole or not at all."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from articles.models import Article, Redirect
from articles.publishing import verbs
from tests import factories

pytestmark = pytest.mark.django_db


def take_in(tmp_path: Path, *lines: str) -> str:
    file = tmp_path / "redirects.csv"
    file.write_text("\n".join([*lines, ""]), "utf-8")
    out = StringIO()
    call_command("import_redirects", str(file), stdout=out)
    return out.getvalue().strip()


def refused(tmp_path: Path, *lines: str) -> list[str]:
    with pytest.raises(CommandError) as error:
        take_in(tmp_path, *lines)
    first, *problems = str(error.value).splitlines()
    assert first == "Nothing was added."
    return problems


def rows() -> list[tuple[object, ...]]:
    return list(Redirect.objects.order_by("path").values_list("path", "kind", "article__slug", "address"))


@pytest.fixture(autouse=True)
def story() -> Article:
    return factories.published("Harbour bridge", topic=factories.topic("City"))


def test_stories_paths_addresses_and_what_is_gone(tmp_path: Path, client: Client, story: Article) -> None:
    told = take_in(
        tmp_path,
        "\ufeffpath,target,kind",
        "/2019/Bridge.html?id=1,harbour-bridge,",
        f"/node/17/,{story.pk},permanent",
        "/shop,https://shop.test/,temporary",
        '"/a, b",/about,permanent',
        "/contest,,gone",
    )
    assert told == "Redirects: 5 added, 0 changed, 0 already known."
    assert rows() == [
        ("/2019/bridge.html?id=1", "permanent", "harbour-bridge", ""),
        ("/a, b", "permanent", None, "/about"),
        ("/contest", "gone", None, ""),
        ("/node/17", "permanent", "harbour-bridge", ""),
        ("/shop", "temporary", None, "https://shop.test/"),
    ]
    answer = client.get("/api/v1/resolve/?path=/node/17").json()
    assert answer["location"] == "https://www.example.test/city/harbour-bridge"


def test_again_nothing_doubles_and_what_leads_elsewhere_is_changed(tmp_path: Path) -> None:
    first = ("path,target", "/a,/x", "/b,harbour-bridge", "/c,/z")
    assert take_in(tmp_path, *first) == "Redirects: 3 added, 0 changed, 0 already known."
    assert take_in(tmp_path, *first) == "Redirects: 0 added, 0 changed, 3 already known."
    Redirect.objects.filter(path="/a").update(note="Kept.")
    told = take_in(tmp_path, "path,target,kind", "/A/,harbour-bridge,temporary", "/b,,gone", "/d,/e,")
    assert told == "Redirects: 1 added, 2 changed, 0 already known."
    assert rows() == [
        ("/a", "temporary", "harbour-bridge", ""),
        ("/b", "gone", None, ""),
        ("/c", "permanent", None, "/z"),
        ("/d", "permanent", None, "/e"),
    ]
    assert Redirect.objects.get(path="/a").note == "Kept."


def test_former_slugs_and_drafts_are_known(tmp_path: Path, story: Article) -> None:
    story.slug = "bridge"
    story.save()
    verbs.publish(story)
    factories.draft("Not yet")
    take_in(tmp_path, "path,target", "/a,harbour-bridge", "/b,not-yet")
    assert [row[2] for row in rows()] == ["bridge", "not-yet"]


def test_a_file_with_problems_adds_nothing_and_names_every_line(tmp_path: Path) -> None:
    path = "The path must begin with one slash, and have neither scheme nor host, such as /city/old-slug."
    address = "Write an address that begins with https:// or http://, or a path that begins with one slash."
    assert refused(
        tmp_path,
        "path,target,kind",
        "/fine,/x,",
        "no-slash,/x,",
        "//old.test/a,/x,",
        "/a,nobody,",
        "/b,,",
        "/c,/x,gone",
        "/d,/x,forever",
        "/FINE/,/y,",
        "/e,//evil.test,",
        "/f,javascript://x,",
        "/g,/x,,more",
        ",/x,",
    ) == [
        f"Line 3: {path}",
        f"Line 4: {path}",
        "Line 5: target must be a slug or id of a story, a path or an address, not “nobody”.",
        "Line 6: a target is missing.",
        "Line 7: what is gone has no target: leave it empty.",
        "Line 8: kind must be one of permanent, temporary, gone, not “forever”.",
        "Line 9: line 2 already says where /fine leads.",
        f"Line 10: {address}",
        f"Line 11: {address}",
        "Line 12: it has more values than the first line has columns.",
        f"Line 13: {path}",
    ]
    assert rows() == []


def test_circles_are_refused_those_through_what_is_there_too(tmp_path: Path) -> None:
    Redirect.objects.create(path="/there", address="/a")
    assert refused(
        tmp_path,
        "path,target",
        "/a,/b",
        "/b,/there",
        "/fine,/x",
        "/city/harbour-bridge,harbour-bridge",
    ) == [
        "Line 2: This would lead in a circle: /a → /b → /there → /a.",
        "Line 3: This would lead in a circle: /b → /there → /a → /b.",
        "Line 5: This would lead in a circle: /city/harbour-bridge → /city/harbour-bridge.",
    ]
    assert rows() == [("/there", "permanent", None, "/a")]


def test_a_circle_may_be_opened_by_the_file(tmp_path: Path) -> None:
    Redirect.objects.create(path="/a", address="/b")
    assert take_in(tmp_path, "path,target", "/b,/a", "/a,/c") == "Redirects: 1 added, 1 changed, 0 already known."


@pytest.mark.parametrize("columns", ["", "/a,/b", "path,to", "path,target,status"])
def test_the_first_line_names_the_columns(tmp_path: Path, columns: str) -> None:
    told = ["Line 1: the columns must be path, target and, where it is not permanent, kind."]
    assert refused(tmp_path, columns, "/a,/b") == told


def test_a_file_that_cannot_be_read_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"cannot be read: No such file or directory\."):
        call_command("import_redirects", str(tmp_path / "nothing.csv"))
    (tmp_path / "picture.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match=r"must be text in UTF-8\."):
        call_command("import_redirects", str(tmp_path / "picture.csv"))


def test_thousands_at_once(tmp_path: Path) -> None:
    lines = ["path,target", *(f"/node/{n},/x/{n}" for n in range(3000))]
    assert take_in(tmp_path, *lines) == "Redirects: 3000 added, 0 changed, 0 already known."
    assert take_in(tmp_path, *lines) == "Redirects: 0 added, 0 changed, 3000 already known."


def test_queries_and_whole_addresses_of_the_old_site(tmp_path: Path, client: Client) -> None:
    told = take_in(
        tmp_path,
        "path,target",
        "/?p=17,harbour-bridge",
        "/?p=18,/about",
        "https://old.test/news?id=5&lang=de,/news",
        "https://old.test/caf%E9.html,/cafe",
    )
    assert told == "Redirects: 4 added, 0 changed, 0 already known."
    assert [row[0] for row in rows()] == ["/?p=17", "/?p=18", "/café.html", "/news?id=5&lang=de"]
    assert client.get("/api/v1/resolve/?path=/").status_code == 404
    assert take_in(tmp_path, "path,target", "/news/?lang=de&id=5,/news").endswith("1 already known.")


def test_what_would_take_more_than_it_says_is_refused(tmp_path: Path) -> None:
    assert refused(
        tmp_path,
        "path,target",
        "/#!/story/5,/x",
        "/?utm_source=mail,/x",
        "/?a=1&b=2,/x",
        "https://old.test/?b=2&a=1,/y",
    ) == [
        "Line 2: The path must not have a “#” and what follows it, which browsers never send.",
        "Line 3: The path must not have “utm_source”, which is ignored because it only tells where a reader came from.",
        "Line 5: line 4 already says where /?a=1&b=2 leads.",
    ]
    assert rows() == []
