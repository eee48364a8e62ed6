const BASE = "/api/v1/";

/** An answer other than success. `problem` is the API's description of it (RFC 9457), if it gave one. */
export class ApiError extends Error {
  constructor(status, problem) {
    super(problem.detail || `The server answered ${status}.`);
    this.status = status;
    this.problem = problem;
  }
}

/** GET a path of the API, or a whole address from one of its answers, with parameters. */
export async function get(path, parameters = {}) {
  const url = new URL(path.startsWith("http") ? new URL(path).pathname + new URL(path).search : BASE + path, location.origin);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  // Revalidates every time (304 if nothing was published), because editors look here at what they have just published.
  const answer = await fetch(url, { credentials: "omit", cache: "no-cache" });
  if (answer.ok) return answer.json();
  throw new ApiError(answer.status, await answer.json().catch(() => ({})));
}

export function viewsAddress(slug) {
  return `${BASE}articles/${encodeURIComponent(slug)}/views/`;
}
