// Comments beside the text: the page of comments as a panel, which keeps what is typed elsewhere on the screen.

import { attach } from "./panel.js"

const link = document.querySelector("a[data-comments]")
const panel = document.getElementById("comments")
const MOST_PASSAGE = 500

const plain = (text) => text.replace(/\s+/g, " ").trim()
const textOfStory = () => document.querySelector("#field-body .ProseMirror, #field-body [contenteditable]")

/** The range of a passage in the text, wherever its words are now; null if they are gone. */
const find = (passage) => {
  const root = textOfStory()
  if (!root || !passage) return null
  const places = []
  let words = ""
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  let block = null
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const itsBlock = node.parentElement.closest("p, li, h2, h3, h4, blockquote, td, th, figcaption, pre")
    if (block && itsBlock !== block && !words.endsWith(" ")) {
      words += " "
      places.push([node, 0])
    }
    block = itsBlock
    for (const [offset, character] of [...node.data].entries()) {
      if (/\s/.test(character) && (words === "" || words.endsWith(" "))) continue
      words += /\s/.test(character) ? " " : character
      for (let unit = 0; unit < character.length; unit += 1) places.push([node, offset])
    }
  }
  const at = words.indexOf(passage)
  if (at < 0) return null
  const [first, start] = places[at]
  const [last, end] = places[at + passage.length - 1]
  const range = document.createRange()
  range.setStart(first, Math.min(start, first.length))
  range.setEnd(last, Math.min(end + 1, last.length))
  return range
}

/** Marks the passages of open threads in the text without changing it. */
const mark = () => {
  if (!globalThis.Highlight) return
  const passages = [...panel.querySelectorAll(".thread:not(.resolved) > .passage")]
  const ranges = passages.map((one) => find(one.textContent)).filter(Boolean)
  CSS.highlights.set("commented", new Highlight(...ranges))
}

const show = (fragment, sent) => {
  const typed = [...panel.querySelectorAll("textarea")].filter((one) => one.value && one.form !== sent)
  const begun = panel.querySelector(".new-comment")
  panel.querySelector(".comment-threads")?.remove()
  panel.append(fragment)
  // What a new comment is about stays with it.
  if (begun && begun !== sent) panel.querySelector(".new-comment").replaceWith(begun)
  for (const one of typed) {
    const place = panel.querySelector(`#${one.id}`)
    if (place && !place.value) place.value = one.value
  }
  for (const one of panel.querySelectorAll(".thread > .passage")) {
    if (!find(one.textContent)) one.dataset.gone = "No longer in the text"
    else one.tabIndex = 0
  }
  mark()
  const open = panel.querySelectorAll(".thread:not(.resolved)").length
  link.replaceChildren("Comments", ...(open ? [" ", Object.assign(document.createElement("span"), { className: "number", textContent: open })] : []))
}

const ask = async (options = {}) => {
  const answer = await fetch(link.href, { ...options, headers: { "X-Fragment": "comments" }, redirect: "manual" })
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  return answer.ok ? page.querySelector("[data-fragment=comments]") : null
}

const load = async () => {
  const fragment = await ask().catch(() => null)
  if (fragment) show(document.importNode(fragment, true))
  return Boolean(fragment)
}

/** The marked passage of the text goes with the next comment. */
const take = () => {
  const root = textOfStory()
  const selection = getSelection()
  if (panel.hidden || !root || !selection.rangeCount || !root.contains(selection.anchorNode)) return
  const words = plain(selection.toString()).slice(0, MOST_PASSAGE)
  const shown = panel.querySelector("[data-passage]")
  if (!shown || (!words && document.activeElement !== root)) return
  panel.querySelector("input[name=passage]").value = words
  shown.textContent = words
  shown.hidden = !words
}

if (link && panel) {
  const open = attach(link, panel, "comments", { load, left: () => CSS.highlights?.delete("commented") })
  document.addEventListener("selectionchange", take)

  panel.addEventListener("submit", async (event) => {
    event.preventDefault()
    const { target: form, submitter } = event
    const data = new FormData(form, submitter)
    const fragment = await ask({ method: "POST", body: data }).catch(() => null)
    if (fragment) {
      const where = submitter?.closest(".thread")?.id
      show(document.importNode(fragment, true), form)
      const wrong = panel.querySelector(".errorlist, .errornote")
      ;(wrong ?? (where && panel.querySelector(`#${where} textarea`)) ?? panel.querySelector("#id_text")).focus()
    } else {
      // The page says what is wrong, with what was typed.
      form.target = "_blank"
      form.submit()
    }
  })

  const go = (passage) => {
    const range = find(passage.textContent)
    if (!range) return
    getSelection().removeAllRanges()
    getSelection().addRange(range)
    range.startContainer.parentElement.scrollIntoView({ block: "center" })
  }
  panel.addEventListener("click", (event) => {
    const passage = event.target.closest(".thread > .passage")
    if (passage) go(passage)
  })
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches(".thread > .passage")) go(event.target)
  })
  if (location.hash.startsWith("#comment")) open()
}
