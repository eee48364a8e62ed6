import { h } from "../dom.js";

/** The page for an error. */
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
      h("p", {}, h("a", { href: "/" }, "Go to the front page")),
    ),
  };
}

function words(error) {
  if (error.status === 404) return ["Not found", "There is nothing at this address. It may have been withdrawn, or the address may be wrong."];
  if (error.status === 410) return ["This story was withdrawn", error.message];
  if (error.status === 429) return ["Too many requests", "Please wait a moment."];
  if (error.status) return ["Something went wrong", "The newsroom could not answer. The fault is on our side."];
  return ["No connection", "The newsroom cannot be reached. Are you online?"];
}
