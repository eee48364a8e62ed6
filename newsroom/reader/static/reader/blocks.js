import { embed } from "./embeds.js";
import { figure } from "./pictures.js";
import { h } from "./dom.js";
import { inline } from "./inline.js";
import { table } from "./tables.js";

const SIZES = "(max-width: 46rem) 100vw, 43rem";

const DRAW = {
  paragraph: (block) => h("p", {}, inline(block.html)),
  heading: (block) => h(`h${block.level}`, { id: block.id }, block.text),
  quote: (block) =>
    h(
      "figure",
      { class: "quote" },
      h("blockquote", {}, h("p", {}, inline(block.html))),
      block.attribution && h("figcaption", {}, block.attribution),
    ),
  list: (block) => list(block),
  image: (block) => figure(block.image, { sizes: SIZES }),
  embed: (block) => embed(block),
  table: (block) => table(block),
  code: (block) => h("pre", { tabindex: "0", role: "region", "aria-label": "Code" }, h("code", {}, block.text)),
  rule: () => h("hr"),
};

/** The elements of a story's text. Blocks of unknown types are skipped. */
export function draw(blocks) {
  return blocks.filter((block) => Object.hasOwn(DRAW, block.type)).map((block) => DRAW[block.type](block));
}

function list({ ordered, start, items }) {
  const drawn = items.map((item) => h("li", {}, inline(item.html), item.list && list(item.list)));
  return ordered ? h("ol", { start: start === 1 ? null : start }, drawn) : h("ul", {}, drawn);
}
