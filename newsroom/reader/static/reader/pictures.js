import { h } from "./dom.js";

/** The srcset of a picture's renditions in one crop ("wide" or "full") and media type. */
export function srcset(image, crop, type) {
  return image.renditions
    .filter((one) => one.name.startsWith(`${crop}-`) && one.type === type)
    .map((one) => `${local(one.url)} ${one.width}w`)
    .join(", ");
}

/** A <picture> in WebP with a JPEG fallback. `eager` is for the one picture that everybody sees first. */
export function picture(image, { crop = "wide", sizes = "100vw", eager = false } = {}) {
  const largest = image.renditions.filter((one) => one.name.startsWith(`${crop}-`) && one.type === "image/jpeg").at(-1);
  return h(
    "picture",
    {},
    h("source", { type: "image/webp", srcset: srcset(image, crop, "image/webp"), sizes }),
    h("img", {
      src: local(largest ? largest.url : image.src),
      srcset: srcset(image, crop, "image/jpeg"),
      sizes,
      width: largest ? largest.width : image.width,
      height: largest ? largest.height : image.height,
      alt: image.alt_text,
      loading: eager ? "eager" : "lazy",
      fetchpriority: eager ? "high" : null,
      decoding: "async",
    }),
  );
}

/** A picture with its caption and, separately and unchanged, its credit line. */
export function figure(image, options = {}) {
  const words = [
    image.caption && h("span", { class: "caption", dir: "auto" }, image.caption),
    image.credit && h("span", { class: "credit" }, image.credit),
  ].filter(Boolean);
  const shown = picture(image, { crop: "full", ...options });
  return h("figure", { class: options.class }, shown, words.length > 0 && h("figcaption", {}, words));
}

/** The address on this host, so that the reader works under any host name. */
function local(address) {
  const url = new URL(address, location.origin);
  return url.pathname.startsWith("/renditions/") ? url.pathname + url.search : url.href;
}
