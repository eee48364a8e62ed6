/** The declarations of an element's style, in lower case, including those that no browser knows. */
export const stylesOf = (element) =>
  Object.fromEntries(
    [...(element.getAttribute("style") ?? "").toLowerCase().matchAll(/([\w-]+)\s*:\s*([^;]+)/g)].map(
      ([, name, value]) => [name, value.replace(/!important$/, "").trim()],
    ),
  )

/** The class names of an element, in lower case. */
export const classesOf = (element) => (element.getAttribute("class") ?? "").toLowerCase().split(/\s+/).filter(Boolean)
