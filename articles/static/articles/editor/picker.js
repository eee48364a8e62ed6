/** Choosing a picture of the library in a pop-up; its answer comes the way CKEditor's file browsers give theirs. */

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

/** Opens the library. `choose` gets the address of the picture that is chosen, and what the library knows of it. */
export const pick = (library, choose) => {
  // Negative, because the lists of pictures beside the text count upwards.
  waiting.set(--last, choose)
  window.open(`${library}?CKEditorFuncNum=${last}`, "_blank", "width=900,height=700")
}

listen()
