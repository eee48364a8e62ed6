/** Choosing a picture from the library in a pop-up, which answers as CKEditor's file browsers do. */

const waiting = new Map()
let last = 0

const listen = () => {
  window.CKEDITOR ??= {}
  window.CKEDITOR.tools ??= {}
  const before = window.CKEDITOR.tools.callFunction
  window.CKEDITOR.tools.callFunction = (number, ...answer) => {
    const choose = waiting.get(Number(number))
    waiting.delete(Number(number))
    return choose ? choose(...answer) : before?.(number, ...answer)
  }
}

/** Opens the library. `choose` gets the address of the chosen picture, and its data from the library. */
export const pick = (library, choose) => {
  // Negative, because the lists of pictures next to the text use positive numbers.
  waiting.set(--last, choose)
  window.open(`${library}?CKEditorFuncNum=${last}`, "_blank", "width=900,height=700")
}

listen()
