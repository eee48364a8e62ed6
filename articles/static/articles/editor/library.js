/** Which pictures are the library's: the text names their ids, our own pages show renditions of them. */

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The path of one of our own renditions, or "". */
export const ownPath = (src, renditions) => {
  const url = URL.parse(src ?? "", location.href)
  return url?.host === location.host && url.pathname.startsWith(renditions) ? url.pathname + url.search : ""
}

/** The picture of the library that an <img> means, by its id, or "". */
export const fileOf = (element, renditions) => {
  const named = element.dataset.file ?? ""
  const shown = ownPath(element.getAttribute("src"), renditions).slice(renditions.length).split("/")[0]
  return [named, shown].find((id) => ID.test(id)) ?? ""
}
