import { add, h } from "./dom.js";

const KEPT = new Set(["A", "BR", "CODE", "EM", "STRONG", "SUB", "SUP"]);
const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);

/** Inline HTML as nodes, by an allow-list: the API cleans it, but this reader does not rely on that. */
export function inline(html) {
  return [...new DOMParser().parseFromString(html, "text/html").body.childNodes].map(kept);
}

function kept(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE) return null;
  const children = [...node.childNodes].map(kept);
  if (!KEPT.has(node.tagName)) return children;
  return add(h(node.tagName.toLowerCase(), node.tagName === "A" ? link(node) : {}), children);
}

function link(node) {
  try {
    const href = node.getAttribute("href");
    const url = new URL(href, location.origin);
    if (!SCHEMES.has(url.protocol)) return {};
    // A fragment leads within this page, whatever the page's address.
    return { href: href.startsWith("#") ? href : url.href, title: node.title || null };
  } catch {
    return {};
  }
}
