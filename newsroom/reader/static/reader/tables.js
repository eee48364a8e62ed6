import { h } from "./dom.js";
import { inline } from "./inline.js";

/** A table that scrolls sideways if it is wider than the page. */
export function table({ caption, rows }) {
  const height = head(rows);
  return h(
    "div",
    { class: "table", tabindex: "0", role: "region", "aria-label": caption || "Table" },
    h(
      "table",
      {},
      caption && h("caption", {}, caption),
      height > 0 && h("thead", {}, rows.slice(0, height).map((row) => drawn(row, "col"))),
      h("tbody", {}, rows.slice(height).map((row) => drawn(row, "row"))),
    ),
  );
}

/** How many rows at the top are column headers: rows of header cells only, none of which spans further down. */
function head(rows) {
  let height = rows.findIndex((row) => !row.every((cell) => cell.header));
  if (height < 0) height = rows.length;
  while (rows.slice(0, height).some((row, index) => row.some((cell) => index + cell.rowspan > height))) height -= 1;
  return height;
}

function drawn(row, scope) {
  return h("tr", {}, row.map((cell) => h(cell.header ? "th" : "td", attributes(cell, scope), inline(cell.html))));
}

function attributes({ header, colspan, rowspan }, scope) {
  return { scope: header && scope, rowspan: rowspan > 1 && rowspan, colspan: colspan > 1 && colspan };
}
