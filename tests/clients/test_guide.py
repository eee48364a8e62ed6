"""The snippets of the front-end guide run one after another, and do what the guide says."""

import json
import re
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from articles.models import Article, ViewTotal
from articles.publishing import verbs
from demo.seeding import seed
from media.models import Image
from tests import factories
from tests.clients.conftest import run

pytestmark = pytest.mark.client
GUIDE = Path(__file__).parent.parent.parent / "docs" / "front-ends.md"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def program(newsroom: str, more: str) -> str:
    """The guide's snippets as one module, then `more`."""
    snippets = re.findall(r"^```js\n(.*?)^```$", GUIDE.read_text(), re.DOTALL | re.MULTILINE)
    imports = [line for snippet in snippets for line in snippet.splitlines() if line.startswith("import ")]
    code = "\n".join(line for snippet in snippets for line in snippet.splitlines() if not line.startswith("import "))
    browser = f"""
        const document = {{ prerendering: false, hidden: false }};
        const send = globalThis.fetch;
        globalThis.fetch = (url, options = {{}}) =>
          send(url, {{ ...options, headers: {{ ...options.headers, "User-Agent": "{FIREFOX}" }} }});
    """
    return "\n".join([*imports, browser, code.replace("http://localhost:8000", newsroom), more])


def told(newsroom: str, folder: Path, more: str) -> Any:
    """The JSON that a program prints when it runs after all the snippets."""
    (folder / "guide.mjs").write_text(program(newsroom, more))
    return json.loads(run("node", "guide.mjs", folder=folder))


def test_the_snippets_run(live_server: LiveServer, settings: Settings, story: Article, tmp_path: Path) -> None:
    settings.PUBLIC_URL = live_server.url
    factories.collection("Front page", [story])
    settings.FRONTEND_ARTICLE_URL = "https://www.example.test/{topic}/{slug}"
    more = """
        console.log(JSON.stringify({
          drawn, next: next.length, front: front.results.length, city: city.results.length, both: both.count,
          marked: found.results[0].highlight.headline, light: light.results.at(0), popular: popular.results,
          rich: rich.results.map((one) => [one.body.length, one.related.length, one.authors[0].image]).at(0),
          views: await countView(story), again: again.status,
          here: await whereIs("/city/harbour-bridge-reopens"), nowhere: await whereIs("/nowhere"),
        }));
    """
    result = told(live_server.url, tmp_path, more)
    drawn = result.pop("drawn")
    assert "<h1>Harbour bridge reopens</h1>" in drawn
    assert "VIEW 0</p>" in drawn
    assert 'alt="Cars on the &quot;span&quot;"' in drawn
    assert "The first cars. <small>© Halewood Pictures/Pool</small>" in drawn
    assert drawn.count("<li><a href=") == 6
    assert result == {
        "next": 6,
        "front": 1,
        "city": 7,
        "both": 1,
        "marked": "<mark>Harbour</mark> <mark>bridge</mark> reopens",
        "light": {
            "slug": "harbour-bridge-reopens",
            "headline": "Harbour bridge reopens",
            "image": {"alt_text": 'Cars on the "span"', "credit": "© Halewood Pictures/Pool"},
        },
        "rich": [4, 6, None],
        "popular": [],
        "views": 1,
        "again": 304,
        "here": {"status": 200, "location": "https://www.example.test/city/harbour-bridge-reopens"},
        "nowhere": {"status": 404},
    }
    assert ViewTotal.objects.get().published.article == story


@pytest.mark.parametrize(
    ("size", "family", "shape", "widths"),
    [
        ((3000, 2000), "wide", (1280, 720), [640, 1280]),
        ((3000, 2000), "full", (1920, 1280), [640, 1280, 1920]),
        ((2000, 3000), "wide", (1280, 720), [640, 1280]),
        ((2000, 3000), "full", (1920, 2880), [640, 1280, 1920]),
        ((500, 500), "wide", (500, 281), [500]),
        ((200, 100), "full", (200, 100), [200]),
    ],
)
def test_a_picture_has_one_shape_and_says_its_size(
    live_server: LiveServer,
    settings: Settings,
    story: Article,
    tmp_path: Path,
    size: tuple[int, int],
    family: str,
    shape: tuple[int, int],
    widths: list[int],
) -> None:
    settings.PUBLIC_URL = live_server.url
    factories.collection("Front page", [story])
    width, height = size
    Image.objects.update(width=width, height=height)
    verbs.publish(story)
    html = told(live_server.url, tmp_path, f'console.log(JSON.stringify(picture(story.image, "{family}", "50vw")));')
    drawn: Any = lxml.html.fromstring(html)
    (source,), (img,) = drawn.xpath("//source"), drawn.xpath("//img")
    candidates = [one.split(" ") for one in source.get("srcset").split(", ")]
    assert [one for _, one in candidates] == [f"{wide}w" for wide in widths]
    addresses = [img.get("src"), *(address for address, _ in candidates)]
    assert {address.rpartition("/")[2].partition("-")[0] for address in addresses} == {family}
    assert (int(img.get("width")), int(img.get("height"))) == shape
    assert (source.get("sizes"), img.get("alt"), drawn.xpath("string(//small)")) == (
        "50vw",
        'Cars on the "span"',
        "© Halewood Pictures/Pool",
    )


def test_what_it_asks_for_is_in_the_demonstration(
    live_server: LiveServer, settings: Settings, transactional_db: None, tmp_path: Path
) -> None:
    settings.PUBLIC_URL = live_server.url
    seed()
    more = """
        console.log(JSON.stringify({
          next: next.length, popular: popular.results.length,
          lists: [front, city, both, found, light, rich].map((list) => list.results.length > 0),
        }));
    """
    assert told(live_server.url, tmp_path, more) == {"next": 6, "popular": 5, "lists": [True] * 6}


def test_the_static_site_follows(live_server: LiveServer, settings: Settings, story: Article, tmp_path: Path) -> None:
    settings.PUBLIC_URL = live_server.url
    site = tmp_path / "site"
    site.mkdir()
    factories.collection("Front page", [story])
    more = f'await build("{site}"); console.log("true");'
    told(live_server.url, tmp_path, more)
    assert len(list(site.glob("*.html"))) == 7
    verbs.unpublish(Article.objects.get(headline="Related 0"))
    story.headline = "Harbour bridge closes"
    story.save()
    verbs.publish(story)
    told(live_server.url, tmp_path, more)
    assert len(list(site.glob("*.html"))) == 6
    assert "<h1>Harbour bridge closes</h1>" in (site / f"{story.pk}.html").read_text()
