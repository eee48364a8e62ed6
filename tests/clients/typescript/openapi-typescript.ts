// The guide's calls with openapi-typescript and openapi-fetch, which check paths, parameters and answers only by types.
import createClient from "openapi-fetch";
import type { components, paths } from "./generated/paths.js";

type Article = components["schemas"]["Article"];
type Block = components["schemas"]["Block"];
type ArticlePart = components["schemas"]["ArticlePart"];

const newsroom = createClient<paths>({ baseUrl: process.argv[2] ?? "http://localhost:8000" });

// Without `fields` an answer is a whole story.
const isWhole = (story: Article | ArticlePart): story is Article => story.related !== undefined;

// Every block in the schema, discriminated by its type; others are skipped.
function html(block: Block): string {
  switch (block.type) {
    case "paragraph":
      return `<p>${block.html}</p>`;
    case "heading":
      return `<h${block.level}>${block.text}</h${block.level}>`;
    case "quote":
      return `<blockquote>${block.html}<footer>${block.attribution}</footer></blockquote>`;
    case "list":
      return `<ul>${block.items.map((item) => `<li>${item.html}</li>`).join("")}</ul>`;
    case "image":
      return `<img src="${block.image.src}" alt="${block.image.alt_text}"> ${block.image.credit}`;
    case "embed":
      return `<a href="${block.url}">${block.provider}</a>`;
    case "table":
      return `<table>${block.rows.map((row) => row.map((cell) => `<td rowspan="${cell.rowspan}">${cell.html}</td>`))}</table>`;
    case "code":
      return `<pre>${block.text}</pre>`;
    case "rule":
      return "<hr>";
    default:
      return block satisfies never;
  }
}

function ok<T>({ data, error }: { data?: T; error?: unknown }): T {
  if (data === undefined) throw new Error(JSON.stringify(error));
  return data;
}

const path = { slug: "harbour-bridge-reopens" };
const articles = "/api/v1/articles/";
const story = ok(await newsroom.GET("/api/v1/articles/{slug}/", { params: { path } }));
if (!("body_html" in story) || !isWhole(story)) throw new Error("A part of a story was not asked for.");
if (!story.body.map(html).includes("<ul><li>Two lanes</li></ul>")) throw new Error("The text is not what it was.");
const next = ok(await newsroom.GET("/api/v1/articles/{slug}/related/", { params: { path, query: { limit: 6 } } }));
const front = ok(await newsroom.GET("/api/v1/collections/{slug}/", { params: { path: { slug: "front-page" } } }));
const city = ok(await newsroom.GET(articles, { params: { query: { topic: ["city"], page_size: 10 } } }));
const both = ok(await newsroom.GET(articles, { params: { query: { tag: ["bridges", "public-transport"], genre: ["-opinion"] } } }));
const found = ok(await newsroom.GET(articles, { params: { query: { search: "harb* bridge", include: ["highlight"] } } }));
const light = ok(await newsroom.GET(articles, { params: { query: { fields: ["slug", "headline", "image.credit"] } } }));
const whole = ok(await newsroom.GET(articles, { params: { query: { include: ["body", "related", "authors.image"] } } }));
const plain = ok(await newsroom.GET(articles, { params: { query: { renditions: ["none"] } } }));
const deep = ok(await newsroom.GET(articles, { params: { query: { cursor: "", page_size: 3 } } }));
const counted = ok(await newsroom.POST("/api/v1/articles/{slug}/views/", { params: { path } }));
const popular = ok(await newsroom.GET("/api/v1/most-viewed/", { params: { query: { window: "24h", limit: 5 } } }));
const changes = ok(await newsroom.GET("/api/v1/changes/", { params: { query: { after: "", limit: 200 } } }));
const here = ok(await newsroom.GET("/api/v1/resolve/", { params: { query: { path: "/city/harbour-bridge-reopens" } } }));
const nowhere = await newsroom.GET("/api/v1/resolve/", { params: { query: { path: "/nowhere" } } });
const wrong = await newsroom.GET(articles, { params: { query: { page: 0 } } });

console.log(
  JSON.stringify({
    story: [story.headline, story.byline, story.views, story.image?.credit],
    blocks: story.body.map((block) => block.type),
    next: next.results.length,
    front: front.results.map((card) => card.slug),
    city: city.count,
    both: both.count,
    marked: found.results[0]?.highlight?.headline,
    light: light.results[0],
    whole: [whole.results[0]?.body?.length, whole.results[0]?.related?.length, whole.results[0]?.authors?.[0]?.image],
    plain: plain.results[0]?.image?.renditions,
    deep: [deep.results.length, deep.count === undefined],
    counted: counted.views,
    popular: popular.results.map((card) => card.window_views),
    changes: changes.results.map((one) => `${one.action} ${one.article?.headline}`),
    here: [here.status, here.location],
    nowhere: nowhere.error?.status,
    wrong: wrong.error?.errors?.map((error) => error.parameter),
  }),
);
