// GET /stock/sku-1 tells what there is; POST /stock/sku-1?count=2 takes some of it.
export default {
  async fetch(request, env) {
    const url = new URL(request.url), sku = url.pathname.split('/').pop();
    if (request.method === 'POST') {
      const taken = await env.INVENTORY.reserve(sku, Number(url.searchParams.get('count') ?? 1));
      return Response.json({ taken }, { status: taken ? 200 : 409 });
    }
    const stock = await env.INVENTORY.get(sku);
    if (stock === null) return new Response(`There is no ${sku}.`, { status: 404 });
    return Response.json({ ...stock, age: Date.now() - stock.updatedAt });
  },
};
