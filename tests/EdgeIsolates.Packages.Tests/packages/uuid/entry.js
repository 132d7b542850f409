import { MAX, NIL, parse, stringify, v1, v3, v4, v5, v6, v7, validate, version } from 'uuid';
import { answer, equal, ok } from '../checks.js';

const checks = {
  'makes every version': () => {
    equal([v1(), v3('a', v3.DNS), v4(), v5('a', v5.DNS), v6(), v7()].map(version), [1, 3, 4, 5, 6, 7]);
    equal(new Set(Array.from({ length: 1000 }, () => v4())).size, 1000);
  },
  'names give known ones': () => {
    equal(v5('hello.example.com', v5.DNS), 'fdda765f-fc57-5604-a269-52a7df8164ec');
    equal(v3('hello.example.com', v3.DNS), '9125a8dc-52ee-365b-a5aa-81b0b3681cf6');
  },
  'version 7 sorts by time': () => {
    const made = Array.from({ length: 50 }, () => v7());
    equal([...made].sort(), made);
  },
  'parses and validates': () => {
    const id = v4();
    equal(stringify(parse(id)), id);
    ok(validate(NIL) && validate(MAX) && !validate('none'));
  },
};

export default { fetch: (request, env) => answer(checks, env) };
