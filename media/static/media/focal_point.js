/**
 * The focal point on the picture: a click sets it, arrow keys move it, and an outline shows what the 16:9 crop keeps.
 * It works on the two number fields of the form, which stay as they are.
 */

const WIDE = 16 / 9
const frame = document.querySelector("[data-focal-picture]")
const fields = { x: document.querySelector("#id_focal_x"), y: document.querySelector("#id_focal_y") }
const file = document.querySelector("#id_file")

const clamp = (value, most = 1) => Math.min(Math.max(value, 0), most)
const read = (field) => clamp(Number.parseFloat(field.value) || 0)
const percent = (value) => `${Math.round(value * 100)}%`

/** The part of the picture that the crop keeps, as fractions of its size; media/renditions.py computes it in pixels. */
const crop = (width, height, x, y) => {
  const across = Math.min(1, (height * WIDE) / width)
  const down = Math.min(1, width / WIDE / height)
  return { left: clamp(x - across / 2, 1 - across), top: clamp(y - down / 2, 1 - down), across, down }
}

// The longest side of a drawn picture, in pixels. The screen shows it no larger.
const LONGEST = 1280

/** A newly chosen file, drawn here because the page's policy loads pictures from this site only. Null if it is not a picture. */
const drawn = async (file) => {
  const bitmap = await createImageBitmap(file).catch(() => null)
  if (!bitmap) return null
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement("canvas")
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  return canvas
}

const build = () => {
  const picture = frame.querySelector("img") ?? frame.appendChild(document.createElement("canvas"))
  frame.hidden = picture instanceof HTMLCanvasElement
  const outline = document.createElement("span")
  outline.className = "focal-crop"
  const marker = document.createElement("button")
  marker.type = "button"
  marker.className = "focal-marker"
  const help = document.createElement("p")
  help.className = "help focal-help"
  help.textContent = "Click what matters most: crops keep it in view. The bright part is the 16:9 crop."
  frame.append(outline, marker)
  frame.after(help)
  help.hidden = frame.hidden
  return { picture, outline, marker, help }
}

const start = () => {
  const { outline, marker, help, ...shown } = build()
  let { picture } = shown

  const draw = () => {
    const [x, y] = [read(fields.x), read(fields.y)]
    marker.style.left = percent(x)
    marker.style.top = percent(y)
    marker.setAttribute("aria-label", `Focal point: ${percent(x)} from the left, ${percent(y)} from the top. Arrow keys move it.`)
    const [width, height] = [picture.naturalWidth ?? picture.width, picture.naturalHeight ?? picture.height]
    if (!width) return
    const { left, top, across, down } = crop(width, height, x, y)
    Object.assign(outline.style, {
      left: `${left * 100}%`,
      top: `${top * 100}%`,
      width: `${across * 100}%`,
      height: `${down * 100}%`,
    })
  }

  const set = (x, y) => {
    fields.x.value = clamp(x).toFixed(2)
    fields.y.value = clamp(y).toFixed(2)
    draw()
  }

  const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

  picture.addEventListener("load", draw)
  frame.addEventListener("click", (event) => {
    if (event.target !== picture) return
    const box = picture.getBoundingClientRect()
    set((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height)
  })
  marker.addEventListener("keydown", (event) => {
    const move = MOVES[event.key]
    if (!move) return
    event.preventDefault()
    const step = event.shiftKey ? 0.1 : 0.01
    set(read(fields.x) + move[0] * step, read(fields.y) + move[1] * step)
  })
  for (const field of [fields.x, fields.y]) field.addEventListener("input", draw)

  file?.addEventListener("change", async () => {
    const [chosen] = file.files
    const canvas = chosen && (await drawn(chosen))
    if (!canvas || chosen !== file.files[0]) return
    picture.replaceWith(canvas)
    picture = canvas
    frame.hidden = help.hidden = false
    draw()
  })
  draw()
}

if (frame && fields.x && fields.y) start()
