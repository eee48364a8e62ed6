/** Players of films, as the addresses of the films, which the text shows as the films. */

import { fits } from "./blocks.js"
import { make } from "./elements.js"

fits("iframe", (frame, options) => {
  const url = URL.parse(frame.getAttribute("src") ?? "", "https://example.com/")
  const page = url && Object.hasOwn(options.frames, url.host) ? options.frames[url.host] : null
  const film = page && new RegExp(`^${options.frame}$`).exec(url.pathname)?.groups.film
  return film ? [make(frame.ownerDocument, "p", [page.replace("{}", film)])] : []
})
