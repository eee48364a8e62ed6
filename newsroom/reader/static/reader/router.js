import { authorPage, searchPage, tagPage, topicPage } from "./pages/collections.js";
import { front } from "./pages/front.js";
import { h } from "./dom.js";
import { mostViewedPage } from "./pages/most-viewed.js";
import { previewPage } from "./pages/preview.js";
import { storyPage } from "./pages/story.js";
import { trouble } from "./pages/trouble.js";

const ROUTES = [
  [/^\/$/, front],
  [/^\/articles\/(?<slug>[^/]+)\/$/, storyPage],
  [/^\/topics\/(?<slug>[^/]+)\/$/, topicPage],
  [/^\/tags\/(?<slug>[^/]+)\/$/, tagPage],
  [/^\/authors\/(?<slug>[^/]+)\/$/, authorPage],
  [/^\/search\/$/, searchPage],
  [/^\/most-viewed\/$/, mostViewedPage],
  [/^\/preview\/(?<token>[^/]+)\/$/, previewPage],
];
const SITE = document.querySelector("meta[name=site-name]").content;
const main = document.querySelector("main");
const announcer = document.querySelector("#announcer");
const address = () => location.pathname + location.search;
let current = 0;
let shown = "";

/** Shows the page of the current address, and follows links and the history from then on. */
export function start() {
  history.scrollRestoration = "manual";
  addEventListener("popstate", ({ state }) => {
    // For another part of the shown page, the browser scrolls.
    if (address() !== shown) show({ scroll: state?.scroll ?? 0 });
    else if (state) scrollTo({ top: state.scroll, behavior: "instant" });
  });
  addEventListener("scroll", remember, { passive: true });
  document.addEventListener("click", follow);
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".search-box")) return;
    event.preventDefault();
    go(`/search/?${new URLSearchParams(new FormData(event.target))}`);
  });
  // The writing screen shows a preview in a frame, and says when the story has been saved.
  addEventListener("message", ({ source, data }) => {
    if (source === parent && parent !== window && data?.type === "newsroom:preview") show({ first: true, scroll: scrollY });
  });
  show({ first: true, scroll: history.state?.scroll ?? 0 });
}

function find(pathname) {
  for (const [pattern, page] of ROUTES) {
    const match = pattern.exec(pathname);
    if (match) return [page, Object.fromEntries(Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]))];
  }
  return null;
}

function follow(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const url = new URL(link.href);
  if (url.origin !== location.origin || link.target || link.hasAttribute("download") || !find(url.pathname)) return;
  if (url.hash && url.pathname === location.pathname) return;
  event.preventDefault();
  go(url.pathname + url.search + url.hash);
}

function go(to) {
  history.pushState({}, "", to);
  show();
}

let waiting = 0;
function remember() {
  clearTimeout(waiting);
  waiting = setTimeout(() => history.replaceState({ scroll: scrollY }, ""), 150);
}

/** Draws the page of the current address. An answer that comes after the reader has moved on is dropped. */
async function show({ first = false, scroll = 0 } = {}) {
  const turn = ++current;
  shown = address();
  clearTimeout(waiting);
  main.setAttribute("aria-busy", "true");
  const skeleton = setTimeout(() => main.replaceChildren(h("div", { class: "skeleton", "aria-hidden": "true" })), first ? 0 : 250);
  const page = await load();
  clearTimeout(skeleton);
  if (turn !== current) return;
  main.replaceChildren(page.element);
  main.removeAttribute("aria-busy");
  describe(page);
  scrollTo({ top: scroll, behavior: "instant" });
  if (!scroll && location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  if (!first) {
    main.querySelector("h1")?.focus({ preventScroll: true });
    announcer.textContent = document.title;
  }
  page.shown?.();
}

async function load() {
  const [page, parameters] = find(location.pathname) ?? [() => Promise.reject({ status: 404 }), {}];
  try {
    return await page(parameters, new URLSearchParams(location.search));
  } catch (error) {
    if (!error.status && !(error instanceof TypeError)) console.error(error);
    return trouble(error, () => show());
  }
}

function describe({ title, description = "", canonical = location.href, feed = {}, structured = null }) {
  document.title = title ? `${title} · ${SITE}` : SITE;
  document.querySelector("meta[name=description]").content = description;
  document.querySelector("link[rel=canonical]").href = canonical;
  for (const link of document.querySelectorAll("link[rel=alternate]")) link.href = `${new URL(link.href).pathname}${query(feed)}`;
  document.querySelector("#structured-data")?.remove();
  // Set as the element's text, it is never parsed as HTML. A server that writes it into a page must escape every "<".
  if (structured) document.head.append(h("script", { type: "application/ld+json", id: "structured-data" }, JSON.stringify(structured)));
  for (const link of document.querySelectorAll(".topics a")) {
    const here = new URL(link.href).pathname === location.pathname;
    if (here) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function query(parameters) {
  const text = new URLSearchParams(parameters).toString();
  return text && `?${text}`;
}
