import { viewsAddress } from "./api.js";

/** Resolves once the page is visible: not while it is prerendered, nor in a background tab. */
async function shown() {
  if (document.prerendering) {
    await new Promise((go) => document.addEventListener("prerenderingchange", go, { once: true }));
  }
  while (document.visibilityState !== "visible") {
    await new Promise((go) => document.addEventListener("visibilitychange", go, { once: true }));
  }
}

/** Counts one view of a story and returns the new number, or null if it could not be counted. */
export async function countView(slug, stillThere) {
  await shown();
  if (!stillThere()) return null;
  try {
    const answer = await fetch(viewsAddress(slug), { method: "POST", keepalive: true, credentials: "omit" });
    return answer.ok ? (await answer.json()).views : null;
  } catch {
    return null;
  }
}
