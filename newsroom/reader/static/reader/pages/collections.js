import { get } from "../api.js";
import { h } from "../dom.js";
import { picture } from "../pictures.js";
import { stories } from "../lists.js";

/** The stories of a topic and its sub-topics. */
export async function topicPage({ slug }) {
  const [topic, topics, list] = await Promise.all([
    get(`topics/${encodeURIComponent(slug)}/`),
    get("topics/", { page_size: 100 }),
    stories({ topic: slug }),
  ]);
  const children = topics.results.filter((one) => one.parent === topic.slug);
  const parent = topics.results.find((one) => one.slug === topic.parent);
  const links = children.map((one) => h("li", {}, h("a", { href: `/topics/${one.slug}/` }, one.name)));
  return page(topic.name, [
    parent && h("p", { class: "kicker" }, h("a", { href: `/topics/${parent.slug}/` }, parent.name)),
    heading(topic.name),
    topic.description && h("p", { class: "lede" }, topic.description),
    links.length > 0 && h("nav", { "aria-label": "Sub-topics" }, h("ul", { class: "chips" }, links)),
    list.element,
  ], { topic: slug });
}

/** The stories with a tag. */
export async function tagPage({ slug }) {
  const [tag, list] = await Promise.all([get(`tags/${encodeURIComponent(slug)}/`), stories({ tag: slug })]);
  return page(tag.name, [
    h("p", { class: "kicker" }, tag.kind),
    heading(tag.name),
    tag.description && h("p", { class: "lede" }, tag.description),
    list.element,
  ], { tag: slug });
}

/** An author's biography and stories. */
export async function authorPage({ slug }) {
  const [author, list] = await Promise.all([get(`authors/${encodeURIComponent(slug)}/`), stories({ author: slug })]);
  return page(author.name, [
    h(
      "div",
      { class: "author" },
      author.image && h("div", { class: "portrait" }, picture(author.image, { crop: "full", sizes: "8rem" })),
      h(
        "div",
        {},
        author.job_title && h("p", { class: "kicker" }, author.job_title),
        heading(author.name),
        author.bio && h("p", { class: "lede" }, author.bio),
        h("p", { class: "small" }, author.article_count === 1 ? "1 story" : `${author.article_count} stories`),
      ),
    ),
    list.element,
  ], { author: slug });
}

/** The results of a search. */
export async function searchPage(_, query) {
  const words = (query.get("q") || "").trim();
  document.querySelector("#search-words").value = words;
  if (!words) return page("Search", [heading("Search"), h("p", { class: "notice" }, "Type what you are looking for in the field above.")]);
  const list = await stories({ search: words }, { empty: "Nothing found. Try fewer or different words." });
  const number = list.count === 1 ? "1 story" : `${list.count} stories`;
  const found = list.corrected ? `No story has these words. ${number} for “${list.corrected}”` : number;
  return page(`Search: ${words}`, [heading(`“${words}”`), h("p", { class: "lede" }, found), list.element]);
}

/** `feed` holds the parameters of the feed with the same stories, if there is one. */
function page(title, children, feed = {}) {
  return { title, feed, element: h("div", { class: "collection" }, children) };
}

function heading(text) {
  return h("h1", { tabindex: "-1", dir: "auto" }, text);
}
