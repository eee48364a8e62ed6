import { h } from "./dom.js";

// The address of each provider's player. The last part of the given address or its `v` parameter names the video.
const PLAYERS = {
  youtube: (url) => `https://www.youtube-nocookie.com/embed/${url.searchParams.get("v") || url.pathname.split("/").at(-1)}`,
  vimeo: (url) => `https://player.vimeo.com/video/${url.pathname.split("/").at(-1)}?dnt=1`,
};
const NAMES = { youtube: "YouTube", vimeo: "Vimeo" };

/** A placeholder for a video. Nothing is requested from the provider before the reader plays it. */
export function embed({ url, provider }) {
  const link = h("a", { href: url }, url);
  if (!Object.hasOwn(PLAYERS, provider)) return h("p", { class: "embed-link" }, link);
  const frame = h("div", { class: "embed" });
  const play = () => {
    const player = h("iframe", { src: PLAYERS[provider](new URL(url)), title: "Film", allowfullscreen: true });
    frame.replaceChildren(player);
    player.focus();
  };
  frame.append(
    h("button", { type: "button", onclick: play }, h("span", { "aria-hidden": "true" }, "▶ "), `Play on ${NAMES[provider]}`),
    h("p", {}, `Playing loads ${NAMES[provider]}, which sees your address. `, link),
  );
  return frame;
}
