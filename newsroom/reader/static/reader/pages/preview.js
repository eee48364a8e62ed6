import { FIELDS, storyElement } from "./story.js";
import { get } from "../api.js";
import { h } from "../dom.js";

/** A working copy, for anybody to whom an editor has sent its address. No view is counted. */
export async function previewPage({ token }) {
  try {
    return shown(await get(`preview/${encodeURIComponent(token)}/`, { fields: `${FIELDS},related` }));
  } catch (error) {
    if (error.status !== 404) throw error;
    return { title: "Preview", element: over(error.message) };
  }
}

function shown(story) {
  const views = h("span", { class: "views", id: "views" }, `VIEW ${story.views}`);
  const element = storyElement(story, views, story.related);
  element.prepend(
    h(
      "p",
      { class: "preview", role: "note" },
      h("strong", {}, "Preview, not published."),
      " This is a working copy and may still change. Please do not share its address.",
    ),
  );
  return { title: `Preview: ${story.seo.title}`, description: story.seo.description, element };
}

function over(text) {
  return h(
    "div",
    { class: "collection" },
    h("h1", { tabindex: "-1" }, "This preview has expired"),
    h("p", { class: "lede" }, text),
    h("p", {}, h("a", { href: "/" }, "Go to the front page")),
  );
}
