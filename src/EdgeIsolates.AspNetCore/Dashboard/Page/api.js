// Calls the admin API, which lies beside the page. A refusal becomes an error with the API's own sentence.

export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function send(method, path, { body, signal } = {}) {
  const headers = { 'X-Edge-Admin': '1' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const response = await fetch(path, { method, headers, signal, redirect: 'error', body: body === undefined ? undefined : JSON.stringify(body) });
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  throw new ApiError(response.status, problem.detail ?? problem.title ?? `The server answered ${response.status}.`);
}

/** The path of a function. */
export const pathOf = (name) => `functions/${encodeURIComponent(name)}`;

/** Reads JSON. */
export const read = async (path, signal) => (await send('GET', path, { signal })).json();

/** Reads the list of functions; says too whether there are more. */
export async function readFunctions(prefix, limit, signal) {
  const query = new URLSearchParams({ limit, prefix });
  const response = await send('GET', `functions?${query}`, { signal });
  return { functions: await response.json(), hasMore: response.headers.has('Link') };
}

/** Changes something, and gives the answer. */
export const change = async (method, path, body = {}) => (await send(method, path, { body })).json();

/** Deletes something, and gives the answer if there is one. */
export async function remove(path) {
  const response = await send('DELETE', path);
  return response.status === 204 ? undefined : response.json();
}
