import { AutoRouter, cors, error, IttyRouter, json, status, StatusError, text, withContent, withParams } from 'itty-router';
import { answer, equal } from '../checks.js';

const { corsify, preflight } = cors({ origin: 'https://example.org' });
// The statuses are read from the bodies: corsify of 6.0.0 answers 200 for all, in Node.js too.
const router = AutoRouter({ before: [preflight], finally: [corsify] });
router
  .get('/checks', (request, env) => answer(checks, env))
  .get('/hello/:name', ({ name, query }) => ({ name, query }))
  .post('/content', withContent, ({ content }) => content)
  .get('/files/:path+', ({ params }) => params.path)
  .get('/fails', () => { throw new StatusError(402, 'pay first'); })
  .get('/throws', () => { throw new Error('broken'); });

const call = (path, init) => router.fetch(new Request(`https://example.com${path}`, init));

const checks = {
  'routes with parameters and query': async () => equal(await (await call('/hello/ada?a=1&b=2&b=3')).json(), { name: 'ada', query: { a: '1', b: ['2', '3'] } }),
  'takes JSON content': async () =>
    equal(await (await call('/content', { method: 'POST', body: '{"n":1}', headers: { 'content-type': 'application/json' } })).json(), { n: 1 }),
  'greedy parameters': async () => equal(await (await call('/files/a/b/c.txt')).json(), 'a/b/c.txt'),
  'errors become answers': async () => {
    equal(await (await call('/fails')).json(), { status: 402, error: 'pay first' });
    equal(await (await call('/throws')).json(), { status: 500, error: 'broken' });
    equal(await (await call('/nowhere')).json(), { status: 404, error: 'Not Found' });
  },
  'CORS': async () => {
    const headers = { origin: 'https://example.org' };
    equal((await call('/hello/ada', { headers })).headers.get('access-control-allow-origin'), 'https://example.org');
    equal((await call('/hello/ada', { method: 'OPTIONS', headers })).status, 204);
  },
  'the small router and its helpers': async () => {
    const small = IttyRouter({ base: '/api' });
    small.all('*', withParams).get('/one/:id', ({ id }) => json({ id })).get('/two', () => text('two')).get('/three', () => status(204)).all('*', () => error(404));
    const status_ = async (path) => (await small.fetch(new Request(`https://example.com/api${path}`))).status;
    equal([await status_('/one/1'), await status_('/two'), await status_('/three'), await status_('/four')], [200, 200, 204, 404]);
  },
};

export default router;
