import { defineConfig } from "orval";

const input = "../../articles/api/openapi.yaml";

export default defineConfig({
  calls: { input, output: { target: "generated/orval/calls.ts", client: "fetch" } },
  shapes: { input, output: { target: "generated/orval/shapes.ts", client: "zod" } },
});
