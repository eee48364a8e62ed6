import { add, h } from "./dom.js";

const KEPT = new Set(["A", "STRONG", "EM", "B", "I", "BR", "CODE", "SUB", "SUP", "UL", "OL", "LI"]);
const SCHEMES = new Set(["http:", "https:", "mailto:"]);

/** Inline HTML as nodes, by an allow-list: the API cleans it, and this reader trusts nobody. */
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
    const url = new URL(node.getAttribute("href"), location.origin);
    return SCHEMES.has(url.protocol) ? { href: url.href } : {};
  } catch {
    return {};
  }
}
