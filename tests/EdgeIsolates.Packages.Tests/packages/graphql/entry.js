import { buildSchema, execute, graphql, GraphQLInt, GraphQLList, GraphQLObjectType, GraphQLSchema, GraphQLString, parse, print, subscribe, validate } from 'graphql';
import { answer, equal, ok } from '../checks.js';

const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      hello: { type: GraphQLString, args: { name: { type: GraphQLString } }, resolve: async (_, { name }) => `hello ${name ?? 'you'}` },
      numbers: { type: new GraphQLList(GraphQLInt), resolve: () => [1, 2, 3] },
      fails: { type: GraphQLString, resolve: () => { throw new Error('broken'); } },
    },
  }),
  subscription: new GraphQLObjectType({
    name: 'Subscription',
    fields: { count: { type: GraphQLInt, subscribe: async function* () { for (let i = 0; i < 3; i++) yield { count: i }; } } },
  }),
});
const run = async (source, variableValues) => JSON.parse(JSON.stringify(await graphql({ schema, source, variableValues })));

const checks = {
  'answers a query with variables': async () =>
    equal(await run('query ($name: String) { hello(name: $name) numbers }', { name: 'ada' }), { data: { hello: 'hello ada', numbers: [1, 2, 3] } }),
  'reports errors beside data': async () => {
    const { data, errors } = await run('{ fails numbers }');
    equal([data.numbers, data.fails, errors[0].message, errors[0].path], [[1, 2, 3], null, 'broken', ['fails']]);
  },
  'refuses what the schema does not have': () => equal(validate(schema, parse('{ nothing }')).length, 1),
  'introspects': async () => ok((await run('{ __schema { types { name } } }')).data.__schema.types.some((type) => type.name === 'Query')),
  'subscribes': async () => {
    const seen = [];
    for await (const { data } of await subscribe({ schema, document: parse('subscription { count }') })) seen.push(data.count);
    equal(seen, [0, 1, 2]);
  },
  'builds and prints': async () => {
    equal(print(parse('{a(b:1){c}}')), '{\n  a(b: 1) {\n    c\n  }\n}');
    const built = buildSchema('type Query { a: Int! }');
    equal((await execute({ schema: built, document: parse('{ a }'), rootValue: { a: 4 } })).data.a, 4);
  },
};

export default { fetch: (request, env) => answer(checks, env) };
