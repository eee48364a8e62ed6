/** What may stand in a node is said by the grammar, articles/body/grammar.py; it comes as the option `content`. */
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
