import { h } from "../dom.js";

/** What to say when a page cannot be shown. */
export function trouble(error, retry) {
  const [title, text] = words(error);
  const again = error.status === 404 || error.status === 410 ? null : h("button", { type: "button", class: "more", onclick: retry }, "Try again");
  return {
    title,
    element: h(
      "div",
      { class: "collection trouble" },
      h("h1", { tabindex: "-1" }, title),
      h("p", { class: "lede", dir: "auto" }, text),
      again,
      h("p", {}, h("a", { href: "/" }, "To the front page")),
    ),
  };
}

function words(error) {
  if (error.status === 404) return ["Not found", "There is nothing at this address. It may have been withdrawn, or the address may be wrong."];
  if (error.status === 410) return ["This story was withdrawn", error.message];
  if (error.status === 429) return ["Too many requests", "Please wait a moment."];
  if (error.status) return ["Something went wrong", "The newsroom could not answer. It is not your fault."];
  return ["No connection", "The newsroom cannot be reached. Are you online?"];
}
