// route: /throws
// Fails: the answer is 500 with a request id, and the host's log shows file, line and column.

function price(order) {
  return order.items.map((item) => item.price.amount);
}

export default {
  async fetch() {
    await null;
    return Response.json(price({ items: [{ price: null }] }));
  },
};
