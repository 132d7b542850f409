// Put before each case file. Captures what it needs first: some cases patch the built-ins.
const { stringify } = JSON;
const { json } = Response;
const registered = [];

function test(name, body) { registered[registered.length] = { name, body, gap: null }; }

// What is not to be had yet: the case must fail. One that passes is no gap any more and fails the file until it becomes a test.
function knownGap(name, reason, body) { registered[registered.length] = { name, body, gap: reason }; }

function equal(actual, expected, message = '') {
  const left = typeof actual === 'object' ? stringify(actual) : actual, right = typeof expected === 'object' ? stringify(expected) : expected;
  if (!Object.is(left, right)) throw new Error(`${message} expected ${stringify(right)} but got ${stringify(left)}`);
}

function throws(body, name, part = '') {
  let error;
  try { body(); } catch (caught) { error = caught; }
  check(error, name, part);
}

async function rejects(promise, name, part = '') {
  let error;
  try { await promise; } catch (caught) { error = caught; }
  check(error, name, part);
}

function check(error, name, part) {
  if (error === undefined) throw new Error(`expected ${name} but nothing was thrown`);
  if (error.name !== name) throw new Error(`expected ${name} but got ${error.name}: ${error.message}`);
  if (!`${error.message}`.includes(part)) throw new Error(`expected a message with "${part}" but got "${error.message}"`);
}

let context;

export default {
  async fetch(request, env, ctx) {
    context = { request, env, ctx };
    const failures = [];
    for (let i = 0; i < registered.length; i++) {
      const { name, body, gap } = registered[i];
      let failure = null;
      try {
        await body();
      } catch (error) {
        failure = `${error?.message ?? error}`;
      }
      if (gap === null && failure !== null) failures[failures.length] = `${name}: ${failure}`;
      if (gap !== null && failure === null) failures[failures.length] = `${name}: passes, though it stands as a gap: ${gap}`;
    }
    return json.call(Response, { count: registered.length, failures });
  },
};
