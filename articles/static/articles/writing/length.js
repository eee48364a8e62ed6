/** The length of the text while it is written, counted as articles/body/length.py does. */

const WORDS_A_MINUTE = 238
const CHINESE = 255
const JAPANESE = 357
const LETTERS = 863
const IDEOGRAPHS =
  /[\u3001-\u303f\u3041-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua48f\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff9f\u{20000}-\u{3ffff}]/gu
const ALPHABETS = /[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9fe\uaa60-\uaa7f]/gu
const WORD = /\S*[\p{L}\p{N}_]\S*/gu
const PAUSE = 250

const times = (text, pattern) => text.match(pattern)?.length ?? 0

// Of blocks: a block that is typed in is a new object, and all others keep their counts.
const known = new WeakMap()

const counts = (block) => {
  if (!known.has(block)) {
    const text = block.textBetween(0, block.content.size, "\n", "\n")
    const plain = text.replace(IDEOGRAPHS, " ").replace(ALPHABETS, " ")
    known.set(block, [times(plain, WORD), times(text, IDEOGRAPHS), times(text, ALPHABETS)])
  }
  return known.get(block)
}

const lengthOf = (doc, language) => {
  const sum = [0, 0, 0]
  doc.forEach((block) => counts(block).forEach((number, index) => (sum[index] += number)))
  const [words, ideographs, letters] = sum
  const rate = language.startsWith("ja") ? JAPANESE : CHINESE
  const minutes = Math.max(1, Math.ceil(words / WORDS_A_MINUTE + ideographs / rate + letters / LETTERS))
  return { words: words + ideographs + letters, minutes }
}

const plural = (number, word) => `${number.toLocaleString()} ${word}${number === 1 ? "" : "s"}`

/** Shows words and minutes beside the buttons, a moment after somebody has typed. */
export const measure = () => {
  document.addEventListener("prose-editor:ready", ({ detail: { editor } }) => {
    const note = Object.assign(document.createElement("span"), { className: "prose-length" })
    let timer = 0
    const show = () => {
      const language = document.getElementById("id_language")?.value ?? ""
      const { words, minutes } = lengthOf(editor.state.doc, language)
      note.textContent = words ? `${plural(words, "word")} · ${plural(minutes, "minute")}` : ""
    }
    editor.on("update", () => {
      clearTimeout(timer)
      timer = setTimeout(show, PAUSE)
    })
    document.getElementById("id_language")?.addEventListener("change", show)
    document.querySelector(".writing-buttons .spacer")?.before(note)
    show()
  })
}
