// route: /echo
// route: /echo/*
// Tells what it was sent: curl -d 'some text' …/echo

export default {
  async fetch(request) {
    const lines = [`${request.method} ${request.url}`];
    for (const [name, value] of request.headers) {
      lines.push(`${name}: ${value}`);
    }
    const body = await request.text();
    return new Response(`${lines.join('\n')}\n\n${body}\n`);
  },
};
