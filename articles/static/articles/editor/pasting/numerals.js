/** List numbers as word processors write them out: 4. · (4) · 2.4 · d) · iv. · IV) */

const LETTERS = /^[([]?(\p{L}+)[.):\]]+$/u
const ROMAN = /^m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/
const DIGITS = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 }
const MOST = 999_999

const roman = (letters) => {
  if (!ROMAN.test(letters)) return 0
  const values = [...letters].map((letter) => DIGITS[letter])
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0)
}

/** a to z, then aa, bb and so on. */
const letter = (letters) => (/^([a-z])\1*$/.test(letters) ? letters.charCodeAt(0) - 96 + 26 * (letters.length - 1) : 0)

/**
 * The numbers that a marker may mean, the likeliest first; empty if it cannot be read; null for a bullet. Letters need
 * a full stop or bracket: alone they are bullets, such as the `o` that Word draws as a ring, and those of symbol fonts.
 */
export const readings = (marker) => {
  const text = marker.trim().toLowerCase()
  const numbers = text.match(/\d+/g)
  if (numbers) return [Math.min(Number(numbers.at(-1).slice(0, 7)), MOST)]
  const letters = LETTERS.exec(text)?.[1]
  if (!letters) return null
  const both = [roman(letters), letter(letters)]
  if (/^[cdlm]$/.test(letters)) both.reverse()
  return both.filter(Boolean)
}
