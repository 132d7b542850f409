import { createSchema, createYoga } from 'graphql-yoga';
import { answer, equal, ok } from '../checks.js';

const yoga = createYoga({
  schema: createSchema({
    typeDefs: 'type Query { hello(name: String!): String! } type Mutation { add(a: Int!, b: Int!): Int! } type Subscription { count(to: Int!): Int! }',
    resolvers: {
      Query: { hello: (_, { name }, { request }) => `hello ${name} by ${request.method}` },
      Mutation: { add: (_, { a, b }) => a + b },
      Subscription: { count: { subscribe: async function* (_, { to }) { for (let count = 1; count <= to; count++) yield { count }; } } },
    },
  }),
  fetchAPI: globalThis,
  logging: false,
});

const post = (query, accept = 'application/json') => yoga.fetch('https://example.com/graphql', {
  method: 'POST', headers: { 'content-type': 'application/json', accept }, body: JSON.stringify({ query }),
});

const checks = {
  'answers a POST': async () => equal(await (await post('{ hello(name: "ada") }')).json(), { data: { hello: 'hello ada by POST' } }),
  'answers a GET': async () => {
    const response = await yoga.fetch(`https://example.com/graphql?query=${encodeURIComponent('{ hello(name: "ada") }')}`);
    equal(await response.json(), { data: { hello: 'hello ada by GET' } });
  },
  'runs a mutation': async () => equal(await (await post('mutation { add(a: 1, b: 2) }')).json(), { data: { add: 3 } }),
  'reports a fault of the query': async () => ok((await (await post('{ nothing }')).json()).errors[0].message.includes('nothing')),
  'streams a subscription': async () => {
    const response = await post('subscription { count(to: 2) }', 'text/event-stream');
    const text = await response.text();
    ok(text.includes('data: {"data":{"count":1}}') && text.includes('data: {"data":{"count":2}}') && text.includes('event: complete'), text);
  },
  'serves its page': async () => {
    const response = await yoga.fetch('https://example.com/graphql', { headers: { accept: 'text/html' } });
    equal(response.headers.get('content-type'), 'text/html');
  },
};

export default {
  fetch: (request, env, ctx) => new URL(request.url).pathname.endsWith('/checks') ? answer(checks, env) : yoga.fetch(request, env, ctx),
};
