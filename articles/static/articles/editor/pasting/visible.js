// Anything but white space and invisible characters: soft hyphens, joiners, direction marks, byte order marks.
const VISIBLE =
  /[^\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/u

export const shows = (node) => VISIBLE.test(node.textContent)
