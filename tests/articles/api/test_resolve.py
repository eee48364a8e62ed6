"""`GET resolve/?path=`: what is at a path of the front end."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from articles.changes import log
from articles.models import Article, FormerSlug, Redirect
from articles.publishing import verbs
from tests import factories

pytestmark = pytest.mark.django_db

NOT_FOUND = {"type": "about:blank", "title": "Not Found", "status": 404, "detail": "Nothing lives at this path."}
Kind = Redirect.Kind


def resolve(client: Client, path: str) -> Any:
    answer = client.get("/api/v1/resolve/", {"path": path})
    return answer.json() if answer.status_code == 200 else answer.status_code


def briefly(client: Client, path: str) -> tuple[int, str] | int:
    told = resolve(client, path)
    return told if isinstance(told, int) else (told["status"], told["location"])


def bridge(**fields: Any) -> Article:
    return factories.published("Harbour bridge", topic=factories.topic("City"), **fields)


def rename(article: Article, slug: str) -> None:
    article.slug = slug
    article.save()
    verbs.publish(article)


PAGE = "https://www.example.test/city/harbour-bridge"


# Addresses of stories


def test_a_story_at_its_own_address(client: Client) -> None:
    article = bridge()
    assert resolve(client, "/city/harbour-bridge/?from=mail#top") == {
        "path": "/city/harbour-bridge",
        "action": "article",
        "status": 200,
        "location": PAGE,
        "note": "",
        "article": {
            "id": str(article.pk),
            "slug": "harbour-bridge",
            "url": "https://news.test/api/v1/articles/harbour-bridge/",
            "canonical_url": PAGE,
        },
    }


def test_a_former_address_leads_to_the_present_one(client: Client) -> None:
    article = bridge()
    rename(article, "bridge-open")
    assert resolve(client, "/city/harbour-bridge") == {
        "path": "/city/harbour-bridge",
        "action": "redirect",
        "status": 301,
        "location": "https://www.example.test/city/bridge-open",
        "note": "",
        "article": {
            "id": str(article.pk),
            "slug": "bridge-open",
            "url": "https://news.test/api/v1/articles/bridge-open/",
            "canonical_url": "https://www.example.test/city/bridge-open",
        },
    }


def test_other_spellings_lead_to_the_canonical_one(client: Client) -> None:
    article = bridge()
    for path in ("/sport/harbour-bridge", "/City/Harbour-Bridge", f"/city/{article.pk}", f"/x/{article.pk.hex}"):
        assert briefly(client, path) == (301, PAGE)


def test_former_slugs_in_capitals_are_found_beside_others(client: Client) -> None:
    """Earlier slugs could have capitals, and differ only in these."""
    factories.published("Small", slug="abc", topic=factories.topic("City"))
    large = factories.published("Large", slug="abc-2", topic=factories.topic("Sport"))
    FormerSlug.objects.create(slug="ABC", article=large)
    assert briefly(client, "/sport/ABC") == (301, "https://www.example.test/sport/abc-2")
    assert briefly(client, "/city/Abc") == (301, "https://www.example.test/city/abc")


def test_a_slug_of_32_hexadecimal_digits_is_no_id(client: Client) -> None:
    slug = "d41d8cd98f00b204e9800998ecf8427e"
    factories.published("Checksum", slug=slug, topic=factories.topic("City"))
    assert briefly(client, f"/city/{slug}") == (200, f"https://www.example.test/city/{slug}")


@pytest.mark.parametrize(
    ("template", "path"),
    [
        ("https://x.test/news/{slug}.html", "/news/harbour-bridge.html"),
        ("https://x.test/{slug}-{slug}/", "/harbour-bridge-harbour-bridge"),
        ("https://x.test/{topic}/{slug}/{topic}", "/city/harbour-bridge/city"),
        ("https://x.test/Nachrichten f%C3%BCr/{slug}", "/Nachrichten für/harbour-bridge"),
    ],
)
def test_the_front_end_s_addresses_turned_round(client: Client, settings: Settings, template: str, path: str) -> None:
    bridge()
    settings.FRONTEND_ARTICLE_URL = template
    assert resolve(client, path)["status"] == 200
    assert resolve(client, "/city/harbour-bridge/more") == 404


def test_addresses_made_from_ids(client: Client, settings: Settings) -> None:
    article = bridge()
    settings.FRONTEND_ARTICLE_URL = "https://x.test/{slug}/{id}"
    assert briefly(client, f"/harbour-bridge/{article.pk}") == (200, f"https://x.test/harbour-bridge/{article.pk}")
    assert briefly(client, f"/old/{article.pk}") == (301, f"https://x.test/harbour-bridge/{article.pk}")
    assert resolve(client, "/harbour-bridge/x") == 404


def test_a_killed_story_is_gone_and_says_why(client: Client) -> None:
    article = bridge()
    rename(article, "bridge-open")
    verbs.kill(article, "The figures were wrong.")
    for path in ("/city/bridge-open", "/city/harbour-bridge", f"/city/{article.pk}"):
        assert resolve(client, path) == {
            "path": path,
            "action": "gone",
            "status": 410,
            "location": "",
            "note": "The figures were wrong.",
            "article": None,
        }


# Redirects


def test_an_old_path_leads_to_a_story_wherever_it_moves(client: Client) -> None:
    article = bridge()
    Redirect.objects.create(path="/2019/05/Bridge.html", article=article)
    told = resolve(client, "/2019/05/bridge.HTML/?utm=x")
    assert (told["action"], told["status"], told["location"]) == ("redirect", 301, PAGE)
    assert told["article"]["id"] == str(article.pk)
    rename(article, "bridge-open")
    assert briefly(client, "/2019/05/bridge.html") == (301, "https://www.example.test/city/bridge-open")


def test_an_old_path_leads_to_an_address(client: Client) -> None:
    Redirect.objects.create(path="/shop", address="https://shop.test/?from=paper", kind=Kind.TEMPORARY)
    Redirect.objects.create(path="/impressum", address="/about?lang=de#imprint")
    assert resolve(client, "/shop") == {
        "path": "/shop",
        "action": "redirect",
        "status": 302,
        "location": "https://shop.test/?from=paper",
        "note": "",
        "article": None,
    }
    assert briefly(client, "/impressum") == (301, "/about?lang=de#imprint")


def test_what_editors_call_gone_is_gone(client: Client) -> None:
    Redirect.objects.create(path="/contest", kind=Kind.GONE, note="Ended in 2024; do not tell.")
    assert resolve(client, "/contest") == {
        "path": "/contest",
        "action": "gone",
        "status": 410,
        "location": "",
        "note": "",
        "article": None,
    }


def test_redirects_come_before_addresses_of_stories(client: Client) -> None:
    bridge()
    Redirect.objects.create(path="/city/harbour-bridge", address="/live/bridge", kind=Kind.TEMPORARY)
    assert briefly(client, "/city/harbour-bridge") == (302, "/live/bridge")


def test_chains_are_answered_with_their_end(client: Client) -> None:
    article = bridge()
    Redirect.objects.create(path="/a", address="/b/")
    Redirect.objects.create(path="/b", address="https://WWW.example.test/c?x=1")
    Redirect.objects.create(path="/C/?x=1", address="/city/harbour-bridge")
    told = resolve(client, "/a")
    assert (told["status"], told["location"], told["article"]["id"]) == (301, PAGE, str(article.pk))
    Redirect.objects.filter(path="/b").update(kind=Kind.TEMPORARY)
    log.touch("redirects")
    assert briefly(client, "/a") == (302, PAGE)
    Redirect.objects.filter(path="/c?x=1").update(kind=Kind.GONE, address="")
    log.touch("redirects")
    assert resolve(client, "/a")["status"] == 410


def test_a_chain_that_is_too_long_leads_on(client: Client) -> None:
    for n in range(15):
        Redirect.objects.create(path=f"/{n}", address=f"/{n + 1}")
    assert briefly(client, "/0") == (301, "/10")
    assert briefly(client, "/10") == (301, "/15")


def test_a_circle_ends(client: Client) -> None:
    Redirect.objects.create(path="/a", address="/b")
    Redirect.objects.create(path="/b", address="/a")
    assert resolve(client, "/a") == 404


def test_a_story_that_moves_into_its_own_redirects_is_found(client: Client) -> None:
    article = bridge()
    Redirect.objects.create(path="/city/bridge", address="/bridge")
    Redirect.objects.create(path="/bridge", article=article)
    rename(article, "bridge")
    page = "https://www.example.test/city/bridge"
    assert briefly(client, "/city/bridge") == (200, page)
    assert briefly(client, "/bridge") == (301, page)


# Nothing is revealed that readers may not see


def test_what_is_not_live_is_the_same_nothing(client: Client) -> None:
    topic, ahead = factories.topic("City"), timezone.now() + timedelta(hours=1)
    scheduled, gone = factories.draft("Scheduled", topic=topic), factories.published("Gone", topic=topic)
    embargoed, draft = factories.draft("Embargoed", topic=topic, embargo_until=ahead), factories.draft("Draft")
    verbs.schedule(scheduled, ahead)
    verbs.publish(embargoed)
    rename(gone, "gone-now")
    verbs.unpublish(gone)
    stories = [scheduled, gone, embargoed, draft]
    paths = ["/city/unknown", "/nothing", "/city/gone"]
    for n, story in enumerate(stories):
        Redirect.objects.create(path=f"/old/{n}/deep", article=story)
        paths += [f"/old/{n}/deep", f"/city/{story.slug}", f"/city/{story.pk}"]
    answers = [client.get("/api/v1/resolve/", {"path": path}) for path in paths]
    assert [(answer.status_code, answer.json()) for answer in answers] == [(404, NOT_FOUND)] * len(paths)
    assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1


# Parameters and queries


@pytest.mark.parametrize(
    ("query", "code", "detail"),
    [
        ("", "required", "path is missing: give the one that was asked for, such as /city/old-slug."),
        ("path=", "required", "path is missing: give the one that was asked for, such as /city/old-slug."),
        (
            "path=city",
            "invalid",
            "path must begin with one slash, and have neither scheme nor host, such as /city/old-slug.",
        ),
        (
            "path=https://x.test/city",
            "invalid",
            "path must begin with one slash, and have neither scheme nor host, such as /city/old-slug.",
        ),
        (
            "path=//x.test",
            "invalid",
            "path must begin with one slash, and have neither scheme nor host, such as /city/old-slug.",
        ),
        ("path=/" + "x" * 500, "invalid", "path must have 500 characters at most."),
        ("path=/a%0Ab", "invalid", "path holds control characters."),
        ("path=/a%00b", "invalid", "path holds control characters."),
        ("path=/a%250Ab", "invalid", "path must not hold control characters."),
        ("path=/a?b=%2500", "invalid", "path must not hold control characters."),
        ("path=/a&path=/b", "repeated", "path may be given once."),
    ],
)
def test_what_is_no_path_is_refused(client: Client, query: str, code: str, detail: str) -> None:
    answer = client.get(f"/api/v1/resolve/?{query}")
    assert answer.status_code == 400
    assert answer.json()["errors"] == [{"parameter": "path", "code": code, "detail": detail}]


def test_unknown_parameters_are_refused(client: Client) -> None:
    answer = client.get("/api/v1/resolve/?path=/a&page=1")
    assert answer.json()["errors"][0]["parameter"] == "page"


@pytest.mark.parametrize("rows", [1, 3])
def test_three_queries_for_a_story_or_a_redirect_to_it(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    article = bridge()
    for n in range(rows):
        Redirect.objects.create(path=f"/old/{n}", article=article)
        factories.published()
    with django_assert_num_queries(3):
        assert resolve(client, "/city/harbour-bridge")["status"] == 200
    # One query to see that the story's page has no redirect.
    with django_assert_num_queries(4):
        assert resolve(client, "/old/0")["status"] == 301
