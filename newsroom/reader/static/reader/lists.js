import { get } from "./api.js";
import { h } from "./dom.js";
import { TEASER, teaser } from "./cards.js";

/** The first page of the stories that `parameters` select, with a button for more. Returns the element, the count, and the corrected search words. */
export async function stories(parameters, { empty = "No stories yet." } = {}) {
  const first = await get("articles/", { ...parameters, fields: TEASER, page_size: 12 });
  const list = h("div", { class: "teasers" }, first.results.map((card, place) => teaser(card, { level: 2, eager: place === 0 })));
  const section = h("section", { class: "list" }, first.count ? list : h("p", { class: "notice" }, empty));
  if (first.next) section.append(more(list, first.next));
  return { count: first.count, corrected: first.corrected, element: section };
}

function more(list, next) {
  const button = h("button", { type: "button", class: "more" }, "More stories");
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const page = await get(next);
      const added = page.results.map((card) => teaser(card, { level: 2 }));
      list.append(...added);
      added[0]?.querySelector("a").focus();
      next = page.next;
      button.hidden = !next;
    } catch {
      button.textContent = "That did not work. Try again";
    }
    button.disabled = false;
  });
  return button;
}
