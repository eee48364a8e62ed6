/** The declarations of an element's style, in small letters, those of no browser included. */
export const stylesOf = (element) =>
  Object.fromEntries(
    [...(element.getAttribute("style") ?? "").toLowerCase().matchAll(/([\w-]+)\s*:\s*([^;]+)/g)].map(
      ([, name, value]) => [name, value.trim()],
    ),
  )
