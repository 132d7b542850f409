// What the types must refuse, line by line.
/// <reference path="../../../../src/EdgeIsolates/Types/edge-isolates.d.ts" />
export const text: ExportedHandler = { fetch: () => 'a text is no Response' };
export const nothing: FetchHandler = (request, env, ctx) => { ctx.waitUntil(); return new Response(); };
export const replaced: FetchHandler = (request) => { request.cf = undefined; return new Response(); };
export const number: FetchHandler<{ KEY: string }> = (request, env) => new Response((env.KEY * 2).toString());
export const length = new FixedLengthStream();
export const page = document.title;
export const others = Map.from([[1, 2]]);
export const missing = (service: Service<{ roles(): string[] }>) => service.role();
export const encrypted = (bucket: R2Bucket) => bucket.put('k', 'v', { ssecKey: 'a' });
