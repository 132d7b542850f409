// route: /guestbook
// binding: DB = { "type": "d1", "id": "guestbook" }
// An SQL database of its own. POST a line of text to sign.

export default {
  async fetch(request, env) {
    await env.DB.exec('CREATE TABLE IF NOT EXISTS entries (id INTEGER PRIMARY KEY, text TEXT NOT NULL, at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP)');
    if (request.method === 'POST') {
      const text = (await request.text()).slice(0, 280);
      await env.DB.prepare('INSERT INTO entries (text) VALUES (?)').bind(text).run();
    }
    const { results } = await env.DB.prepare('SELECT text, at FROM entries ORDER BY id DESC LIMIT 20').all();
    return Response.json(results);
  },
};
