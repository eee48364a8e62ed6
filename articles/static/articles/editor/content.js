/** What a node may contain comes from the grammar, articles/body/grammar.py, as the option `content`. */
export const ofGrammar = (extension) =>
  extension.extend({
    addOptions() {
      return { ...this.parent?.(), content: "" }
    },
    content() {
      return this.options.content
    },
    marks() {
      return this.options.content === "text*" ? "" : undefined
    },
  })
