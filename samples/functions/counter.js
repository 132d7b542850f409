// route: /counter/*
// class: Counter
// binding: COUNTERS = { "type": "durable_object_namespace", "class_name": "Counter" }
// An exact counter: one live object per name, its state on disk before anybody sees the answer. POST /counter/my-name adds one.
import { DurableObject } from 'cloudflare:workers';

export class Counter extends DurableObject {
  async add(amount) {
    const count = ((await this.ctx.storage.get('count')) ?? 0) + amount;
    await this.ctx.storage.put('count', count);
    return count;
  }
}

export default {
  async fetch(request, env) {
    const counter = env.COUNTERS.getByName(new URL(request.url).pathname.slice('/counter/'.length));
    return Response.json({ count: await counter.add(request.method === 'POST' ? 1 : 0) });
  },
};
