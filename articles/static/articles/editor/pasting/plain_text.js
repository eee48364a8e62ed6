/** Text without markup: paragraphs where there are blank lines, else one for each line. */
export const paragraphsOf = (text, schema) => {
  const lines = text.replace(/\r\n?/g, "\n").trim()
  const paragraphs = lines.split(/\n[^\S\n]*\n\s*/)
  const all = paragraphs.length > 1 ? paragraphs : lines.split("\n")
  return all.map((paragraph) => schema.nodes.paragraph.create(null, withLines(paragraph.split("\n"), schema)))
}

const withLines = (lines, schema) =>
  lines
    .map((line) => line.trim())
    .flatMap((line, index) => [index && schema.nodes.hardBreak.create(), line && schema.text(line)])
    .filter(Boolean)
