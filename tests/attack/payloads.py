"""Scripts in everything that an editor may type or upload, published; and every page and answer that shows it then."""

import io
import json
import threading
from html import escape
from typing import Any, Final
from urllib.parse import quote

from PIL import Image

from tests.attack.asking import Client, Front, Request, Tally, ask_all, spread
from tests.attack.cast import Cast
from tests.attack.forms import TOKEN, encoded, shown, with_file
from tests.attack.judge import PAYLOAD, Answer

PAYLOADS: Final = [
    "<script>pwned()</script>",
    "</script><script>pwned()</script>",
    "</title></textarea><img src=x onerror=pwned()>",
    '"><svg onload=pwned()>',
    "' onmouseover='pwned()' x='",
    '" autofocus onfocus=pwned() x="',
    "<a href=javascript:pwned()>x</a>",
    "<a href='jav&#x09;ascript:pwned()'>x</a>",
    "<a href='&#1;javascript:pwned()'>x</a>",
    "<a href='data:text/html,<script>pwned()</script>'>x</a>",
    "<a href='vbscript:pwned()'>x</a>",
    "<a href='https://x.example/\" onclick=\"pwned()'>x</a>",
    "<iframe srcdoc='<script>pwned()</script>'></iframe>",
    "<object data='javascript:pwned()'></object><embed src='javascript:pwned()'>",
    "<form action='javascript:pwned()'><button formaction='javascript:pwned()'>x</button></form>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=pwned()&gt;'>",
    "<svg><style><img src=x onerror=pwned()></style></svg>",
    "<noscript><p title='</noscript><img src=x onerror=pwned()>'>",
    "<template><script>pwned()</script></template>",
    "<base href='javascript:pwned()//'><meta http-equiv=refresh content='0;url=javascript:pwned()'>",
    "<style>@import 'javascript:pwned()'; x{background:url(javascript:pwned())}</style>",
    "<details open ontoggle=pwned()>x</details>",
    "<p style='x:expression(pwned())' onclick=pwned()>x</p>",
    "]]><script>pwned()</script>",
    "&lt;script&gt;pwned()&lt;/script&gt;",
    "&amp;lt;img src=x onerror=pwned()&amp;gt;",
    "{{constructor.constructor('pwned()')()}}",
    "<!--><img src=x onerror=pwned()>-->",
    "<pre><code></code></pre><img src=x onerror=pwned()>",
    "<table><caption><script>pwned()</script></caption><tr><td onclick=pwned()>x</td></tr></table>",
    "<h2 id='\"><script>pwned()</script>'>x</h2><a href='#\"><script>pwned()</script>'>y</a>",
    "<blockquote><p>x</p><cite><script>pwned()</script></cite></blockquote>",
    '<p>https://www.youtube.com/watch?v=a"><script>pwned()</script></p>',
    "<p>https://www.youtube.com\\@evil.example/?javascript:pwned()</p>",
    "<img src='/renditions/x' alt='\"><script>pwned()</script>'>",
    "\u2028pwned()//<script\u2029>pwned()</script\u00a0>",
    "＜script＞pwned()＜/script＞",
    '=HYPERLINK("javascript:pwned()")',
]
# Fields that are chosen, counted or checked, and not written.
NOT_WRITTEN: Final = {
    *(
        "topic",
        "genre",
        "language",
        "slug",
        "kind",
        "parent",
        "position",
        "user",
        "email",
        "image",
        "focal_x",
        "focal_y",
    ),
    *("digital_source_type", "decorative", "license_url", "public", "file", "published_at", "embargo_until"),
    *("expires_at", "taken_at", "csrfmiddlewaretoken"),
}
# A name or a line takes no more.
MOST: Final = 95
XMP: Final = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="{0}"
 photoshop:Source="{0}" photoshop:Instructions="{0}" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
 xmpRights:WebStatement="javascript:pwned()" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{0}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{0}</rdf:li></rdf:Seq></dc:creator>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{0}</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


class Desk:
    """Somebody who may do everything, and what has come of it so far."""

    def __init__(self, cast: Cast, tally: Tally) -> None:
        self.cast = cast
        self.tally = tally
        self.made: dict[str, list[str]] = {}
        self.published = 0
        self.lock = threading.Lock()

    def publish(self, client: Client, payload: str) -> None:
        """A story with the payload in everything it is made of."""
        image = self.upload(client, payload)
        author = self.add(client, "articles/author", payload, image=image)
        tag = self.add(client, "articles/tag", payload)
        topic = self.add(client, "articles/topic", payload)
        body = f"{payload}<p>{payload}</p><p>{escape(payload)}</p>"
        parts = _parts(author, tag, image, payload)
        story = self.add(client, "articles/article", payload, body=body, topic=topic, **parts)
        if not self.confirm(client, story, "publish"):
            # Pictures from elsewhere are refused where they would be published: what is left is words.
            self.change(client, story, body=f"<p>{escape(payload)}</p><figure><p>{payload}</p></figure>", topic=topic)
            self.change(client, story, body=f"<p>{escape(payload)}</p>", topic=topic)
            self.confirm(client, story, "publish")
        self.confirm(client, story, "correct", text=payload)
        self.add(client, "articles/collection", payload)
        with self.lock:
            self.published += self.ask(client, Request(f"/api/v1/articles/{story}/".encode())).status == 200

    def upload(self, client: Client, payload: str) -> str:
        file = io.BytesIO()
        Image.new("RGB", (640, 480), "teal").save(file, "JPEG", xmp=XMP.format(escape(payload)).encode())
        target = b"/admin/media/image/add/"
        fields = {"focal_x": "0.5", "focal_y": "0.5", "alt_text": payload[:MOST], **TOKEN, "_continue": "1"}
        key = self.kept(client, "media/image", with_file(target, fields, "file", f"{payload}.jpg", file.getvalue()))
        self.change(
            client, key, place="media/image", **dict.fromkeys(("title", "caption", "credit", "usage_terms"), payload)
        )
        return key

    def add(self, client: Client, place: str, payload: str, **values: Any) -> str:
        """The key of a new row of which every text is the payload."""
        target = f"/admin/{place}/add/".encode()
        form = shown(self.ask(client, Request(target)))
        written = {name: payload[:MOST] for name in form if "-" not in name and name not in NOT_WRITTEN}
        return self.kept(client, place, encoded(target, form | written | values | {"_continue": "1"}))

    def change(self, client: Client, key: str, place: str = "articles/article", **values: Any) -> None:
        target = f"/admin/{place}/{key}/change/".encode()
        form = shown(self.ask(client, Request(target)))
        self.ask(client, encoded(target, form | values | {"_continue": "1"}))

    def confirm(self, client: Client, story: str, verb: str, **values: Any) -> bool:
        target = f"/admin/articles/article/{story}/{verb}/".encode()
        form = shown(self.ask(client, Request(target)))
        return self.ask(client, encoded(target, form | values)).status == 302

    def kept(self, client: Client, place: str, request: Request) -> str:
        """The key of what was added, or "" where it was refused."""
        answer = self.ask(client, request)
        key = answer.headers.get("location", "").partition(f"/admin/{place}/")[2].partition("/")[0]
        if key:
            with self.lock:
                self.made.setdefault(place, []).append(key)
        return key

    def ask(self, client: Client, request: Request) -> Answer:
        answer = client.ask(request)
        self.tally.judge(answer, request, secret=False)
        return answer


def run(front: Front, cast: Cast, tally: Tally) -> None:
    desk = Desk(cast, tally)
    # A request stands for the story that is made of its payload.
    stories = front.shuffled(Request(payload.encode()) for payload in [*PAYLOADS, "".join(PAYLOADS[:20])])

    def each(client: Client, story: Request) -> None:
        desk.publish(client, story.target.decode())

    spread(front.part(0.6), tally, stories, each, cast.sessions["chief"])
    tried = len(stories) - tally.left_out
    if desk.published * 2 < tried:
        tally.losses.append(f"{desk.published} of {tried} stories with scripts could be published: little was tried")
    ask_all(front, tally, [Request(one.encode()) for one in public(front.client(), desk)])
    ask_all(front, tally, [Request(one.encode()) for one in inside(desk)], cast.sessions["chief"], secret=False)


def public(client: Client, desk: Desk) -> list[str]:
    """What shows the stories to readers and programs, the lists first."""
    more = "include=body,body_html,related,images,seo,corrections,json_ld"
    found = [
        f"/api/v1/articles/?page_size=100&{more}",
        f"/api/v1/articles/?search={PAYLOAD}&include=highlight,body_html",
    ]
    found += [f"/feeds/articles.{kind}?text=full&limit=100" for kind in ("rss", "atom", "json")]
    found += [f"/api/v1/{name}/?page_size=100" for name in ("authors", "tags", "topics", "collections")]
    found += ["/api/v1/changes/?limit=1000", "/api/v1/most-viewed/?limit=50", "/sitemap.xml", "/news-sitemap.xml"]
    for place, name in (("author", "authors"), ("tag", "tags"), ("topic", "topics"), ("collection", "collections")):
        rows = json.loads(client.ask(Request(f"/api/v1/{name}/?page_size=100".encode())).body)["results"]
        slugs = [row["slug"] for row in rows]
        found += [f"/api/v1/{name}/{slug}/" for slug in slugs]
        if place != "collection":
            found += [f"/feeds/articles.{kind}?{place}={slug}" for slug in slugs for kind in ("rss", "atom", "json")]
            found += [f"/{name}/{slug}/" for slug in slugs]
    for story in desk.made.get("articles/article", []):
        found += [f"/api/v1/articles/{story}/{rest}" for rest in ("", "?format=ninjs", "related/")]
        found += [f"/articles/{story}/", f"/api/v1/resolve/?path=%2Farticles%2F{story}%2F"]
    found += [f"/api/v1/images/{image}/" for image in desk.made.get("media/image", [])]
    return found


def inside(desk: Desk) -> list[str]:
    """What shows them to editors, the lists first."""
    found = [
        "/admin/",
        "/admin/media/image/picker/",
        "/admin/articles/change/",
        f"/admin/articles/article/?q={PAYLOAD}",
    ]
    places = desk.made
    found += [f"/admin/{place}/" for place in places]
    found += [f"/admin/{place}/?q={quote(payload)}" for place in places for payload in PAYLOADS[:4]]
    for model, field in (("article", "topic"), ("byline", "author"), ("articletag", "tag"), ("relatedstory", "story")):
        found.append(f"/admin/autocomplete/?term=&app_label=articles&model_name={model}&field_name={field}")
    for place, keys in places.items():
        found += [f"/admin/{place}/{key}/{page}/" for key in keys for page in ("change", "history", "delete")]
    for story in places.get("articles/article", []):
        found += [
            f"/admin/articles/article/{story}/{page}" for page in ("views/", "views.csv", "publish/", "unpublish/")
        ]
        found += [f"/admin/articles/article/{story}/{verb}/" for verb in ("kill", "correct")]
        found.append(f"/admin/articles/article/add/?headline={quote(PAYLOADS[0])}&topic={story}")
    return found


def _parts(author: str, tag: str, image: str, payload: str) -> dict[str, str]:
    """The rows of a story's form. What was refused leaves its row out, and the story without a byline is none."""
    rows = {"bylines": {"author": author}, "tag_places": {"tag": tag}, "image_uses": {"image": image, "role": "lead"}}
    told: dict[str, str] = {}
    for prefix, values in rows.items():
        there = all(values.values())
        told |= {f"{prefix}-TOTAL_FORMS": str(int(there)), f"{prefix}-INITIAL_FORMS": "0"}
        told |= {f"{prefix}-0-{name}": one for name, one in values.items()} if there else {}
        told[f"{prefix}-0-position"] = "0"
    words = dict.fromkeys(("image_uses-0-caption", "image_uses-0-alt_text"), payload[:MOST])
    return told | words | {"image_uses-0-show_credit": "on"}
