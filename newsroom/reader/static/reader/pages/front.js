import { get } from "../api.js";
import { h } from "../dom.js";
import { TEASER, ranking, teaser } from "../cards.js";

const LATEST = 6;
const IN_A_SECTION = 4;

/** The front page: one large story, the latest, what is read most, and a row for every topic. */
export async function front() {
  const [stories, topics, read] = await Promise.all([
    get("articles/", { fields: TEASER, page_size: 60 }),
    get("topics/", { page_size: 100 }),
    get("most-viewed/", { window: "7d", limit: 5 }),
  ]);
  const [first, ...others] = stories.results;
  if (!first) return { title: "", element: h("p", { class: "notice" }, "Nothing has been published yet.") };
  const latest = others.slice(0, LATEST);
  const rest = others.slice(LATEST);
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
      h(
        "section",
        { "aria-labelledby": "latest" },
        h("h2", { class: "label", id: "latest" }, "Latest"),
        h("div", { class: "teasers" }, latest.map((card) => teaser(card))),
      ),
      topics.results.filter((topic) => !topic.parent).map((topic) => section(topic, rest)),
    ),
  };
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
