import { countView } from "../views.js";
import { draw } from "../blocks.js";
import { exactly } from "../dates.js";
import { figure } from "../pictures.js";
import { get } from "../api.js";
import { h } from "../dom.js";
import { teaser } from "../cards.js";

export const FIELDS =
  "slug,canonical_url,headline,standfirst,byline,authors,topic,tags,language,dateline,image,published_at,updated_at," +
  "reading_minutes,views,body,images,corrections,seo,json_ld";
const KINDS = { correction: "Correction", clarification: "Clarification", update: "Update", retraction: "Retraction" };

/** The whole story. Its view is counted once it is really on screen. */
export async function storyPage({ slug }) {
  const path = `articles/${encodeURIComponent(slug)}/`;
  const [story, { results }] = await Promise.all([get(path, { fields: FIELDS }), get(`${path}related/`, { limit: 6 })]);
  const views = h("span", { class: "views", id: "views" }, `VIEW ${story.views}`);
  const element = storyElement(story, views, results);
  return {
    title: story.seo.title,
    description: story.seo.description,
    canonical: story.canonical_url,
    structured: story.json_ld,
    element,
    async shown() {
      const counted = await countView(story.slug, () => element.isConnected);
      if (counted !== null) views.textContent = `VIEW ${counted}`;
    },
  };
}

/** A story with related stories. `views` is the element for the number of views. */
export function storyElement(story, views, related) {
  return h("div", { class: "story-page" }, article(story, views), relatedStories(related));
}

function article(story, views) {
  return h(
    "article",
    { class: "story", lang: story.language },
    h(
      "header",
      {},
      story.topic && h("p", { class: "kicker" }, h("a", { href: `/topics/${story.topic.slug}/` }, story.topic.name)),
      h("h1", { tabindex: "-1", dir: "auto" }, story.headline),
      h("p", { class: "byline", dir: "auto" }, byline(story)),
      h("p", { class: "meta", lang: "en" }, dates(story), h("span", {}, `${story.reading_minutes} min read`), views),
    ),
    story.image && figure(story.image, { class: "lead-picture", sizes: "(max-width: 64rem) 100vw, 62rem", eager: true }),
    h(
      "div",
      { class: "text", dir: "auto" },
      story.standfirst && h("p", { class: "standfirst" }, story.standfirst),
      story.corrections.length > 0 && corrections(story.corrections),
      placed(story.dateline, draw(story.body)),
    ),
    story.images.length > 0 && gallery(story.images),
    story.tags.length > 0 && tags(story.tags),
  );
}

/** The byline as printed, with the authors' names as links. */
function byline(story) {
  let rest = story.byline;
  const parts = [];
  for (const author of story.authors) {
    const at = rest.indexOf(author.name);
    if (at < 0) continue;
    parts.push(rest.slice(0, at), h("a", { rel: "author", href: `/authors/${author.slug}/` }, author.name));
    rest = rest.slice(at + author.name.length);
  }
  return [...parts, rest];
}

function dates(story) {
  const updated = story.updated_at > story.published_at;
  return [h("span", {}, exactly(story.published_at)), updated && h("span", {}, "Updated ", exactly(story.updated_at))];
}

/** The text, with the dateline at the start of its first paragraph. */
function placed(dateline, elements) {
  const first = elements.find((element) => element.tagName === "P");
  if (dateline && first) first.prepend(h("span", { class: "dateline" }, dateline), " — ");
  return elements;
}

function corrections(notes) {
  return h(
    "aside",
    { class: "corrections", "aria-label": "Corrections", lang: "en" },
    notes.map((note) =>
      h("p", { dir: "auto" }, h("strong", {}, KINDS[note.kind] || note.kind), ", ", exactly(note.published_at), ": ", note.text),
    ),
  );
}

function gallery(images) {
  return h(
    "section",
    { class: "gallery", "aria-labelledby": "gallery", lang: "en" },
    h("h2", { class: "label", id: "gallery" }, "Pictures"),
    h("div", { class: "gallery-pictures" }, images.map((image) => figure(image, { sizes: "(max-width: 40rem) 100vw, 30rem" }))),
  );
}

function tags(list) {
  return h(
    "nav",
    { class: "tags", "aria-label": "Tags", lang: "en" },
    h("ul", { class: "chips" }, list.map((tag) => h("li", {}, h("a", { rel: "tag", href: `/tags/${tag.slug}/` }, tag.name)))),
  );
}

function relatedStories(cards) {
  if (!cards.length) return null;
  return h(
    "section",
    { class: "related", id: "related", "aria-labelledby": "related-title" },
    h("h2", { class: "label", id: "related-title" }, "Related stories"),
    h("div", { class: "teasers" }, cards.map((card) => teaser(card, { standfirst: false }))),
  );
}
