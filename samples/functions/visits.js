// route: /visits
// binding: VISITS = { "type": "kv", "id": "visits" }
// Counts by KV, where the last write wins: good for what is read often and changed seldom. For exact counts see counter.js.

export default {
  async fetch(request, env) {
    const country = new URL(request.url).searchParams.get('country') ?? 'somewhere';
    const { seen = 0 } = (await env.VISITS.get(country, 'json')) ?? {};
    await env.VISITS.put(country, JSON.stringify({ seen: seen + 1 }), { metadata: { last: new Date().toISOString() } });
    const { keys } = await env.VISITS.list();
    return Response.json({ country, seen: seen + 1, countries: keys });
  },
};
