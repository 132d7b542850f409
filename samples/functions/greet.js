// route: /greet
// env: GREETING=Good day
// A handler function: the default export is the handler itself. What the deployment sets arrives in env.

export default async function handler(request, env) {
  const name = new URL(request.url).searchParams.get('name') ?? 'stranger';
  return Response.json({ greeting: `${env.GREETING}, ${name}.` });
}
