// The guide's calls with the functions that hey-api generates.
import type { Article, ArticlePart } from "./generated/hey-api/index.js";
import * as newsroom from "./generated/hey-api/index.js";
import { client } from "./generated/hey-api/client.gen.js";

client.setConfig({ baseUrl: process.argv[2] ?? "http://localhost:8000" });

// Without `fields` an answer is a whole story.
const isWhole = (story: Article | ArticlePart): story is Article => story.related !== undefined;

function ok<T>({ data, error }: { data?: T; error?: unknown }): T {
  if (data === undefined) throw new Error(JSON.stringify(error));
  return data;
}

const path = { slug: "harbour-bridge-reopens" };
const story = ok(await newsroom.getArticle({ path }));
if (!("body_html" in story) || !isWhole(story)) throw new Error("A part of a story was not asked for.");
const next = ok(await newsroom.listRelatedArticles({ path, query: { limit: 6 } }));
const front = ok(await newsroom.getCollection({ path: { slug: "front-page" } }));
const city = ok(await newsroom.listArticles({ query: { topic: ["city"], page_size: 10 } }));
const both = ok(await newsroom.listArticles({ query: { tag: ["bridges", "public-transport"], genre: ["-opinion"] } }));
const found = ok(await newsroom.listArticles({ query: { search: "harb* bridge", include: ["highlight"] } }));
const light = ok(await newsroom.listArticles({ query: { fields: ["slug", "headline", "image.credit"] } }));
const whole = ok(await newsroom.listArticles({ query: { include: ["body", "related", "authors.image"] } }));
const plain = ok(await newsroom.listArticles({ query: { renditions: ["none"] } }));
const deep = ok(await newsroom.listArticles({ query: { cursor: "", page_size: 3 } }));
const counted = ok(await newsroom.countArticleView({ path }));
const popular = ok(await newsroom.listMostViewed({ query: { window: "24h", limit: 5 } }));
const changes = ok(await newsroom.listChanges({ query: { after: "", limit: 200 } }));
const here = ok(await newsroom.resolvePath({ query: { path: "/city/harbour-bridge-reopens" } }));
const nowhere = await newsroom.resolvePath({ query: { path: "/nowhere" } });
const wrong = await newsroom.listArticles({ query: { page: 0 } });

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
