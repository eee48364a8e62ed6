import { get } from "../api.js";
import { h } from "../dom.js";
import { ranking } from "../cards.js";

const WINDOWS = { "1h": "Last hour", "24h": "24 hours", "7d": "7 days", "30d": "30 days" };

/** The most viewed stories in a window of time. */
export async function mostViewedPage(_, query) {
  const window = Object.hasOwn(WINDOWS, query.get("window")) ? query.get("window") : "24h";
  const { results } = await get("most-viewed/", { window, limit: 20 });
  const links = Object.entries(WINDOWS).map(([name, text]) =>
    h("li", {}, h("a", { href: `/most-viewed/?window=${name}`, "aria-current": name === window ? "page" : null }, text)),
  );
  return {
    title: "Most viewed",
    element: h(
      "div",
      { class: "collection" },
      h("h1", { tabindex: "-1" }, "Most viewed"),
      h("nav", { "aria-label": "Window" }, h("ul", { class: "chips" }, links)),
      results.length
        ? ranking(results, (card) => card.window_views)
        : h("p", { class: "notice" }, "No story was read in this time."),
    ),
  };
}
