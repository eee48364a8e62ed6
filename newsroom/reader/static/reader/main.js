import { get } from "./api.js";
import { h } from "./dom.js";
import { offerThemes } from "./theme.js";
import { start } from "./router.js";
import { today } from "./dates.js";

offerThemes(document.querySelector(".theme-toggle"));
document.querySelector(".today").textContent = today();
start();

try {
  const { results } = await get("topics/", { page_size: 100 });
  const top = results.filter((topic) => !topic.parent);
  const links = top.map((topic) => {
    const path = `/topics/${topic.slug}/`;
    return h("li", {}, h("a", { href: path, "aria-current": location.pathname === path ? "page" : null }, topic.name));
  });
  document.querySelector(".topics").append(h("ul", {}, links));
} catch {
  document.querySelector(".topics").hidden = true;
}
