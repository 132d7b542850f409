import * as z from 'zod';
import { answer, equal, throws } from '../checks.js';

const User = z.object({
  name: z.string().min(2).max(20),
  email: z.email(),
  age: z.coerce.number().int().positive().optional(),
  tags: z.array(z.enum(['a', 'b'])).default([]),
  site: z.url().nullish(),
});

const checks = {
  'parses and coerces': () => equal(User.parse({ name: 'Ada', email: 'ada@example.com', age: '36' }), { name: 'Ada', email: 'ada@example.com', age: 36, tags: [] }),
  'names every fault': () => {
    const result = User.safeParse({ name: 'A', email: 'none', tags: ['c'] });
    equal(result.error.issues.map((issue) => issue.path.join('.')), ['name', 'email', 'tags.0']);
  },
  'unions, transforms and refinements': () => {
    const Shape = z.discriminatedUnion('kind', [z.object({ kind: z.literal('circle'), r: z.number() }), z.object({ kind: z.literal('square'), a: z.number() })]);
    equal(Shape.parse({ kind: 'square', a: 2 }), { kind: 'square', a: 2 });
    equal(z.string().transform((text) => text.length).refine((length) => length > 2).parse('abc'), 3);
    throws(() => z.string().refine((text) => text === 'x', 'not x').parse('y'), /not x/);
  },
  'asynchronous refinements': async () => equal(await z.string().refine(async (text) => text === 'x').parseAsync('x'), 'x'),
  'dates, maps, files and recursion': () => {
    equal(z.coerce.date().parse('2020-01-02').getUTCFullYear(), 2020);
    equal(z.map(z.string(), z.bigint()).parse(new Map([['a', 1n]])).get('a'), 1n);
    equal(z.file().max(10).safeParse(new File(['12345678901'], 'a')).success, false);
    const Tree = z.object({ value: z.number(), get children() { return z.array(Tree); } });
    equal(Tree.parse({ value: 1, children: [{ value: 2, children: [] }] }).children[0].value, 2);
  },
  'makes a JSON Schema': () => equal(z.toJSONSchema(z.object({ a: z.number() })).required, ['a']),
};

export default { fetch: (request, env) => answer(checks, env) };
