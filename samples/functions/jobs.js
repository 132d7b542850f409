// route: /jobs
// binding: JOBS = { "type": "queue", "queue": "jobs" }
// binding: DONE = { "type": "kv", "id": "jobs-done" }
// consumes: jobs
// cron: */5 * * * *
// POST /jobs sends a message to a queue; the queue handler works on it after the answer, and again when it fails. A cron trigger runs every five minutes.

export default {
  async fetch(request, env) {
    if (request.method === 'POST') {
      const id = crypto.randomUUID();
      await env.JOBS.send({ id, text: await request.text() });
      return Response.json({ id }, { status: 202 });
    }
    const { keys } = await env.DONE.list({ limit: 20 });
    return Response.json(keys);
  },

  async queue(batch, env) {
    for (const message of batch.messages) {
      await env.DONE.put(message.body.id, message.body.text, { expirationTtl: 3600, metadata: { attempts: message.attempts } });
      message.ack();
    }
  },

  async scheduled(controller) {
    console.log(`the tick of ${new Date(controller.scheduledTime).toISOString()}`);
  },
};
