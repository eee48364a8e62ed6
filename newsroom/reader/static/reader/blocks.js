import { embed } from "./embeds.js";
import { figure } from "./pictures.js";
import { h } from "./dom.js";
import { inline } from "./inline.js";

const SIZES = "(max-width: 46rem) 100vw, 43rem";

const DRAW = {
  paragraph: (block) => h("p", {}, inline(block.html)),
  heading: (block) => h(`h${block.level}`, {}, block.text),
  quote: (block) =>
    h(
      "figure",
      { class: "quote" },
      h("blockquote", {}, h("p", {}, inline(block.html))),
      block.attribution && h("figcaption", {}, block.attribution),
    ),
  list: (block) => h(block.ordered ? "ol" : "ul", {}, block.items.map((item) => h("li", {}, inline(item)))),
  image: (block) => figure(block.image, { sizes: SIZES }),
  embed: (block) => embed(block),
  table: (block) => table(block),
  rule: () => h("hr"),
};

/** The elements of a story's text. A type this reader does not know is skipped. */
export function draw(blocks) {
  return blocks.filter((block) => Object.hasOwn(DRAW, block.type)).map((block) => DRAW[block.type](block));
}

function table(block) {
  const cells = (row, tag) => h("tr", {}, row.map((cell) => h(tag, tag === "th" ? { scope: "col" } : {}, inline(cell))));
  const rows = block.header_row ? block.rows.slice(1) : block.rows;
  return h(
    "div",
    { class: "table", tabindex: "0", role: "region", "aria-label": "Table" },
    h(
      "table",
      {},
      block.header_row && h("thead", {}, cells(block.rows[0], "th")),
      h("tbody", {}, rows.map((row) => cells(row, "td"))),
    ),
  );
}
