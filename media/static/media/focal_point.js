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

/** The part of the picture that stays, as fractions of its size: what media/renditions.py computes in pixels. */
const crop = (width, height, x, y) => {
  const across = Math.min(1, (height * WIDE) / width)
  const down = Math.min(1, width / WIDE / height)
  return { left: clamp(x - across / 2, 1 - across), top: clamp(y - down / 2, 1 - down), across, down }
}

const build = () => {
  const image = frame.querySelector("img") ?? frame.appendChild(document.createElement("img"))
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
  return { image, outline, marker }
}

const start = () => {
  const { image, outline, marker } = build()

  const draw = () => {
    const [x, y] = [read(fields.x), read(fields.y)]
    marker.style.left = percent(x)
    marker.style.top = percent(y)
    marker.setAttribute("aria-label", `Focal point: ${percent(x)} from the left, ${percent(y)} from the top. Arrow keys move it.`)
    if (!image.naturalWidth) return
    const { left, top, across, down } = crop(image.naturalWidth, image.naturalHeight, x, y)
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

  image.addEventListener("load", draw)
  image.addEventListener("click", (event) => {
    const box = image.getBoundingClientRect()
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

  // A file that was just chosen is shown before it is sent. As data: address, which the page's policy allows.
  file?.addEventListener("change", () => {
    const [chosen] = file.files
    if (!chosen) return
    const reader = new FileReader()
    reader.addEventListener("load", () => { image.src = reader.result })
    reader.readAsDataURL(chosen)
  })
  draw()
}

if (frame && fields.x && fields.y) start()
