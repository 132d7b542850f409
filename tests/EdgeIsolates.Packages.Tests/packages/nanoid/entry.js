import { customAlphabet, customRandom, nanoid, random, urlAlphabet } from 'nanoid';
import { nanoid as insecure } from 'nanoid/non-secure';
import { answer, equal, ok } from '../checks.js';

const checks = {
  'makes ids': () => {
    const ids = Array.from({ length: 1000 }, () => nanoid());
    ok(ids.every((id) => /^[\w-]{21}$/.test(id)));
    equal(new Set(ids).size, 1000);
  },
  'takes a size': () => equal([nanoid(5).length, insecure(7).length], [5, 7]),
  'takes an alphabet': () => ok(/^[01]{40}$/.test(customAlphabet('01', 40)())),
  'takes a source of randomness': () => {
    equal(customRandom('abc', 4, (size) => new Uint8Array(size))(), 'aaaa');
    equal([random(8).length, urlAlphabet.length], [8, 64]);
  },
};

export default { fetch: (request, env) => answer(checks, env) };
