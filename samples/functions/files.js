// route: /files/*
// binding: BUCKET = { "type": "r2", "bucket_name": "files" }
// Files by PUT, GET and DELETE /files/name; GET /files/ lists them. They stream: none is ever whole in memory.

export default {
  async fetch(request, env) {
    const key = decodeURIComponent(new URL(request.url).pathname.slice('/files/'.length));
    if (key === '') return Response.json((await env.BUCKET.list()).objects.map(({ key, size, etag }) => ({ key, size, etag })));
    switch (request.method) {
      case 'PUT': {
        const { etag, size } = await env.BUCKET.put(key, request.body, { httpMetadata: request.headers });
        return Response.json({ etag, size }, { status: 201 });
      }
      case 'DELETE':
        await env.BUCKET.delete(key);
        return new Response(null, { status: 204 });
      default: {
        const object = await env.BUCKET.get(key, { range: request.headers, onlyIf: request.headers });
        if (object === null) return new Response(`There is no ${key}.\n`, { status: 404 });
        const headers = new Headers({ etag: object.httpEtag });
        object.writeHttpMetadata(headers);
        if (!('body' in object)) return new Response(null, { status: 304, headers });
        if (!request.headers.has('range')) return new Response(object.body, { headers });
        const { offset, length } = object.range;
        headers.set('content-range', `bytes ${offset}-${offset + length - 1}/${object.size}`);
        return new Response(object.body, { status: 206, headers });
      }
    }
  },
};
