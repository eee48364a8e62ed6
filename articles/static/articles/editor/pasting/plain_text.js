/**
 * Text without markup: paragraphs between blank lines if there are any, else one for each line. Word ends a line within
 * a paragraph with a vertical tab, others with a line separator; form feeds and paragraph separators end a paragraph.
 */
export const paragraphsOf = (text, schema) => {
  const lines = text.replace(/\r\n?|[\f\u0085\u2029]/g, "\n").trim()
  const paragraphs = lines.split(/\n[^\S\n]*\n\s*/)
  const all = paragraphs.length > 1 ? paragraphs : lines.split("\n")
  return all.map((paragraph) => schema.nodes.paragraph.create(null, withLines(paragraph.split(/[\n\v\u2028]/), schema)))
}

const withLines = (lines, schema) =>
  lines
    .map((line) => line.trim())
    .flatMap((line, index) => [index && schema.nodes.hardBreak.create(), line && schema.text(line)])
    .filter(Boolean)
