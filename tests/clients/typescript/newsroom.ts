// What a front end does with a client generated from the schema: types must fit without a cast.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

type Article = components["schemas"]["Article"];
type Block = components["schemas"]["Block"];
type Image = components["schemas"]["Image"];

const newsroom = createClient<paths>({ baseUrl: process.argv[2] ?? "http://localhost:8000" });

function figure(image: Image): string {
  const candidates = image.renditions.filter((one) => one.type === "image/webp" && one.name.startsWith("wide-"));
  const srcset = candidates.map((one) => `${one.url} ${one.width}w`).join(", ");
  return `<figure><img src="${image.src}" srcset="${srcset}" alt="${image.alt_text}">${image.caption} ${image.credit}</figure>`;
}

// Every block that the schema knows, told apart by its type; others are skipped.
function html(block: Block): string {
  switch (block.type) {
    case "paragraph":
      return `<p>${block.html}</p>`;
    case "heading":
      return `<h${block.level}>${block.text}</h${block.level}>`;
    case "quote":
      return `<blockquote>${block.html}<footer>${block.attribution}</footer></blockquote>`;
    case "list": {
      const items = block.items.map((item) => `<li>${item}</li>`).join("");
      return block.ordered ? `<ol>${items}</ol>` : `<ul>${items}</ul>`;
    }
    case "image":
      return figure(block.image);
    case "embed":
      return `<a href="${block.url}">${block.provider}</a>`;
    case "table":
      return `<table>${block.rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("")}</table>`;
    case "rule":
      return "<hr>";
    default:
      return "";
  }
}

function page(story: Article): string {
  const lead = story.image ? figure(story.image) : "";
  const tags = story.tags.map((tag) => tag.name).join(", ");
  const related = story.related.map((card) => card.headline).join("; ");
  const text = story.body.map(html).join("\n");
  return [story.headline, story.byline, `VIEW ${story.views}`, lead, story.standfirst, text, tags, related].join("\n");
}

const list = await newsroom.GET("/api/v1/articles/", { params: { query: { page_size: 5, include: ["corrections"] } } });
if (list.error) throw new Error(list.error.detail);
const first = list.data.results[0];
if (!first) throw new Error("There is no story.");

const path = { slug: first.slug };
const story = await newsroom.GET("/api/v1/articles/{slug}/", { params: { path } });
if (story.error) throw new Error(story.error.detail);
console.log(page(story.data));

const counted = await newsroom.POST("/api/v1/articles/{slug}/views/", { params: { path } });
console.log(counted.data?.views ?? counted.error?.title);

const popular = await newsroom.GET("/api/v1/most-viewed/", { params: { query: { window: "7d", limit: 3 } } });
console.log(popular.data?.results.map((card) => card.window_views).length);

const changes = await newsroom.GET("/api/v1/changes/", { params: { query: { limit: 2 } } });
for (const change of changes.data?.results ?? []) {
  console.log(change.action === "upsert" ? change.article?.headline : `gone: ${change.id}`);
}

const wrong = await newsroom.GET("/api/v1/articles/", { params: { query: { page: 0 } } });
console.log(wrong.error?.errors?.map((error) => error.parameter).join());

const gone = await newsroom.GET("/api/v1/articles/{slug}/", { params: { path: { slug: "no-such-story" } } });
console.log(gone.error?.status);
