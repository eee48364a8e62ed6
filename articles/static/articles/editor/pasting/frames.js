/** Video players, replaced by the addresses of their videos, which a text shows as videos. */

import { fits } from "./blocks.js"
import { make } from "./elements.js"

fits("iframe", (frame, options) => {
  const url = URL.parse(frame.getAttribute("src") ?? "", "https://example.com/")
  const page = url && Object.hasOwn(options.frames, url.host) ? options.frames[url.host] : null
  const video = page && new RegExp(`^${options.frame}$`).exec(url.pathname)?.groups.video
  return video ? [make(frame.ownerDocument, "p", [page.replace("{}", video)])] : []
})
