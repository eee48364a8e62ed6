// The guide's calls with the functions that orval generates. Every answer goes through its zod schema, which throws.
import * as newsroom from "./generated/orval/calls.js";
import * as shapes from "./generated/orval/shapes.js";

// The generated functions request paths.
const send = globalThis.fetch;
globalThis.fetch = (path, options) => send(`${process.argv[2] ?? "http://localhost:8000"}${path}`, options);

function problem({ data }: { data: object }): newsroom.Problem {
  if (!("detail" in data)) throw new Error("This is no problem.");
  return data as newsroom.Problem;
}

const slug = "harbour-bridge-reopens";
const list = async (parameters: newsroom.ListArticlesParams) =>
  shapes.listArticlesResponse.parse((await newsroom.listArticles(parameters)).data);

const story = shapes.getArticleResponse.parse((await newsroom.getArticle(slug)).data);
const next = shapes.listRelatedArticlesResponse.parse((await newsroom.listRelatedArticles(slug, { limit: 6 })).data);
const front = shapes.getCollectionResponse.parse((await newsroom.getCollection("front-page")).data);
const city = await list({ topic: ["city"], page_size: 10 });
const both = await list({ tag: ["bridges", "public-transport"], genre: ["-opinion"] });
const found = await list({ search: "harb* bridge", include: ["highlight"] });
const light = await list({ fields: ["slug", "headline", "image.credit"] });
const whole = await list({ include: ["body", "related", "authors.image"] });
const plain = await list({ renditions: ["none"] });
const deep = await list({ cursor: "", page_size: 3 });
const counted = shapes.countArticleViewResponse.parse((await newsroom.countArticleView(slug)).data);
const popular = shapes.listMostViewedResponse.parse((await newsroom.listMostViewed({ window: "24h", limit: 5 })).data);
const changes = shapes.listChangesResponse.parse((await newsroom.listChanges({ after: "", limit: 200 })).data);
const here = shapes.resolvePathResponse.parse((await newsroom.resolvePath({ path: `/city/${slug}` })).data);
const nowhere = problem(await newsroom.resolvePath({ path: "/nowhere" }));
const wrong = problem(await newsroom.listArticles({ page: 0 }));

console.log(
  JSON.stringify({
    story: [story.headline, story.byline, story.views, story.image?.credit],
    blocks: story.body?.map((block) => block.type),
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
    nowhere: nowhere.status,
    wrong: wrong.errors?.map((error) => error.parameter),
  }),
);
