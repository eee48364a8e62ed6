import { h } from "./dom.js";
import { picture } from "./pictures.js";
import { when } from "./dates.js";

/** The members of a story that a teaser needs, for `fields`. */
export const TEASER = "slug,headline,short_headline,standfirst,byline,topic,language,image,published_at,views";

export function storyAddress(slug) {
  return `/articles/${encodeURIComponent(slug)}/`;
}

/** A story in a list. `level` is the level of its heading, `sizes` belongs to its picture, and `standfirst` says whether that is shown. */
export function teaser(card, { level = 3, sizes = "(max-width: 40rem) 100vw, 22rem", standfirst = true, eager = false } = {}) {
  return h(
    "article",
    { class: "teaser", lang: card.language },
    card.image && h("div", { class: "teaser-picture" }, picture(card.image, { sizes, eager })),
    h(
      "div",
      { class: "teaser-words" },
      card.topic && h("p", { class: "kicker" }, card.topic.name),
      h(`h${level}`, {}, h("a", { href: storyAddress(card.slug), dir: "auto" }, card.headline)),
      standfirst && card.standfirst && h("p", { class: "teaser-standfirst", dir: "auto" }, card.standfirst),
      h("p", { class: "small" }, when(card.published_at)),
    ),
  );
}

/** Stories as a numbered list with their views. */
export function ranking(cards, views = (card) => card.views) {
  return h(
    "ol",
    { class: "ranking" },
    cards.map((card) =>
      h(
        "li",
        { lang: card.language },
        h(
          "div",
          {},
          h("a", { href: storyAddress(card.slug), dir: "auto" }, card.short_headline || card.headline),
          h("p", { class: "small" }, `${views(card).toLocaleString("en-GB")} views`),
        ),
      ),
    ),
  );
}
