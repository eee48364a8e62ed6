"""`import_views`: the views counted by a previous system, imported whole and once, or not at all."""

from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, ViewBucket, ViewDay, ViewTotal
from articles.publishing import verbs
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _stories() -> None:
    factories.published("One")
    factories.published("Two")


def take_in(tmp_path: Path, content: str, *arguments: str) -> str:
    file = tmp_path / "views.csv"
    file.write_bytes(content.encode())
    out = StringIO()
    call_command("import_views", str(file), *arguments, stdout=out)
    return out.getvalue()


def csv(*lines: str) -> str:
    return "\n".join(["slug,count,hour", *lines, ""])


def totals() -> list[tuple[str, int, int]]:
    return sorted(ViewTotal.objects.values_list("published__slug", "views", "undated"))


def test_views_are_added_to_hours_days_and_totals(tmp_path: Path) -> None:
    content = csv(
        "one,5,2026-05-01T12:40:00+02:00", "one,2,", "two,3,2026-05-01T10:00:00Z", "one,1,2026-05-01T10:00:00Z"
    )
    assert take_in(tmp_path, content) == "11 views added.\n"
    assert totals() == [("one", 8, 2), ("two", 3, 0)]
    hour, day = datetime(2026, 5, 1, 10, tzinfo=UTC), date(2026, 5, 1)
    assert sorted(ViewBucket.objects.values_list("published__slug", "hour", "views")) == [
        ("one", hour, 6),
        ("two", hour, 3),
    ]
    assert sorted(ViewDay.objects.values_list("published__slug", "day", "views")) == [("one", day, 6), ("two", day, 3)]
    call_command("check_views", stdout=StringIO())


def test_the_same_file_counts_once(tmp_path: Path) -> None:
    content = "slug,count\none,5\n"
    take_in(tmp_path, content)
    assert take_in(tmp_path, content) == "These views were imported before; nothing was added.\n"
    assert totals() == [("one", 5, 5)]


def test_a_batch_has_a_name(tmp_path: Path) -> None:
    take_in(tmp_path, "slug,count\none,5\n", "--batch", "ghost-2025")
    again = take_in(tmp_path, "slug,count\none,6\n", "--batch", "ghost-2025")
    assert again == "These views were imported before; nothing was added.\n"
    assert totals() == [("one", 5, 5)]


def test_former_slugs_are_known(tmp_path: Path) -> None:
    article = Article.objects.get(slug="one")
    article.slug = "first"
    article.save()
    verbs.publish(article)
    take_in(tmp_path, "slug,count\none,5\n")
    assert totals() == [("first", 5, 5)]


def test_a_file_with_problems_adds_nothing_and_names_every_line(tmp_path: Path) -> None:
    content = csv(
        "one,5,",
        "nobody,1,",
        "one,-1,",
        "one,x,",
        "one,1,yesterday",
        "one,1,2026-05-01T12:00:00",
        "one,1,2199-05-01T12:00:00Z",
        "one,1,,9",
    )
    with pytest.raises(CommandError) as refused:
        take_in(tmp_path, content)
    assert str(refused.value).splitlines() == [
        "Nothing was added.",
        "Line 3: no published story has the slug “nobody”.",
        "Line 4: count must be a whole number above 0, not “-1”.",
        "Line 5: count must be a whole number above 0, not “x”.",
        "Line 6: hour must be a time such as 2026-05-01T12:00:00Z, not “yesterday”.",
        "Line 7: hour must be a time such as 2026-05-01T12:00:00Z, not “2026-05-01T12:00:00”.",
        "Line 8: hour is in the future: 2199-05-01T12:00:00Z.",
        "Line 9: it has more values than the first line has columns.",
    ]
    assert totals() == []


@pytest.mark.parametrize("content", ["", "one,5\n", "slug,views\none,5\n", "slug,count,day\none,5,\n"])
def test_the_first_line_names_the_columns(tmp_path: Path, content: str) -> None:
    with pytest.raises(CommandError, match="Line 1: the columns must be slug, count and"):
        take_in(tmp_path, content)


def test_a_file_that_cannot_be_read_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"cannot be read: No such file or directory\."):
        call_command("import_views", str(tmp_path / "nothing.csv"))
    (tmp_path / "picture.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match=r"must be text in UTF-8\."):
        call_command("import_views", str(tmp_path / "picture.csv"))
