import { get } from "../api.js";
import { h } from "../dom.js";
import { TEASER, ranking, teaser } from "../cards.js";

const LATEST = 6;
const IN_A_SECTION = 4;

/** The front page: the stories that editors chose, else the newest; the most viewed; and a row for every topic. */
export async function front() {
  const [chosen, stories, topics, read] = await Promise.all([
    collection("front-page"),
    get("articles/", { fields: TEASER, page_size: 60 }),
    get("topics/", { page_size: 100 }),
    get("most-viewed/", { window: "7d", limit: 5 }),
  ]);
  const slugs = new Set(chosen.map((card) => card.slug));
  const newest = stories.results.filter((card) => !slugs.has(card.slug));
  const [first, ...top] = chosen.length ? chosen : newest.splice(0, 1);
  if (!first) return { title: "", element: h("p", { class: "notice" }, "Nothing has been published yet.") };
  const latest = newest.slice(0, LATEST);
  const rest = newest.slice(LATEST);
  return {
    title: "",
    element: h(
      "div",
      { class: "front" },
      h("h1", { class: "unseen", tabindex: "-1" }, "Front page"),
      h(
        "div",
        { class: "front-top" },
        h("div", { class: "lead" }, teaser(first, { level: 2, sizes: "(max-width: 60rem) 100vw, 50rem", eager: true })),
        h(
          "aside",
          { class: "front-side", "aria-label": "Most viewed" },
          h("h2", { class: "label" }, h("a", { href: "/most-viewed/" }, "Most viewed")),
          read.results.length ? ranking(read.results, (card) => card.window_views) : h("p", { class: "small" }, "Nothing yet."),
        ),
      ),
      row("top", "Top stories", top),
      row("latest", "Latest", latest),
      topics.results.filter((topic) => !topic.parent).map((topic) => section(topic, rest)),
    ),
  };
}

/** The stories of a collection; none if there is no such collection. */
async function collection(slug) {
  const { results } = await get("collections/", { page_size: 100 });
  if (!results.some((one) => one.slug === slug && one.article_count)) return [];
  return (await get(`collections/${slug}/`, { fields: TEASER, limit: 1 + LATEST })).results;
}

function row(id, title, cards) {
  if (!cards.length) return null;
  return h(
    "section",
    { "aria-labelledby": id },
    h("h2", { class: "label", id }, title),
    h("div", { class: "teasers" }, cards.map((card) => teaser(card))),
  );
}

function section(topic, cards) {
  const own = cards.filter((card) => card.topic?.path[0] === topic.slug).slice(0, IN_A_SECTION);
  if (!own.length) return null;
  return h(
    "section",
    { "aria-labelledby": `topic-${topic.slug}` },
    h("h2", { class: "label", id: `topic-${topic.slug}` }, h("a", { href: `/topics/${topic.slug}/` }, topic.name)),
    h("div", { class: "teasers four" }, own.map((card) => teaser(card, { standfirst: false, sizes: "(max-width: 40rem) 100vw, 16rem" }))),
  );
}
