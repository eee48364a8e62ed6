/** Recognises pictures of the library: by their ids in a text, or by the renditions that our own pages show. */

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The path of one of our own renditions, or "". */
export const ownPath = (src, renditions) => {
  const url = URL.parse(src ?? "", location.href)
  return url?.host === location.host && url.pathname.startsWith(renditions) ? url.pathname + url.search : ""
}

/** The id of the library's picture that an <img> shows, or "". */
export const fileOf = (element, renditions) => {
  const named = element.dataset.file ?? ""
  const shown = ownPath(element.getAttribute("src"), renditions).slice(renditions.length).split("/")[0]
  return [named, shown].find((id) => ID.test(id)) ?? ""
}
