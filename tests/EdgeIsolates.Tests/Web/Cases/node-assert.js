import assert, { AssertionError, deepStrictEqual, ok, rejects as assertRejects, strict } from 'node:assert';
import strictModule from 'assert/strict';

function failure(body) {
  try { body(); } catch (error) { return error; }
  throw new Error('nothing was thrown');
}

test('assert: ok', () => {
  assert(true);
  ok(1);
  const error = failure(() => assert(0, 'mine'));
  equal([error.name, error.code, error.message, error.actual, error.expected, error.operator, error.generatedMessage], ['AssertionError', 'ERR_ASSERTION', 'mine', 0, true, '==', false]);
  equal(error instanceof AssertionError && error instanceof Error, true);
  equal(failure(() => assert.ok()).message, 'No value argument passed to `assert.ok()`');
  equal(failure(() => assert(false, new RangeError('own'))).name, 'RangeError');
});

test('assert: equal', () => {
  assert.equal(1, '1');
  assert.equal(NaN, NaN);
  assert.strictEqual('a', 'a');
  equal(failure(() => assert.equal(1, 2)).message, '1 == 2');
  equal(failure(() => assert.notEqual(1, 1)).message, '1 != 1');
  const error = failure(() => assert.strictEqual(1, 2));
  equal([error.message, error.actual, error.expected, error.operator, error.generatedMessage], ['Expected values to be strictly equal:\n\n1 !== 2\n', 1, 2, 'strictEqual', true]);
  equal(failure(() => assert.strictEqual(1, 2, 'said')).message.startsWith('said'), true);
  equal(failure(() => assert.notStrictEqual(1, 1)).message, 'Expected "actual" to be strictly unequal to: 1');
  equal(`${failure(() => assert.ok(0, 'said'))}`, 'AssertionError [ERR_ASSERTION]: said');
});

test('assert: deepEqual', () => {
  assert.deepEqual({ a: 1, b: [1, 2] }, { a: '1', b: ['1', 2] });
  deepStrictEqual({ a: [1, new Map([[1, 2]])] }, { a: [1, new Map([[1, 2]])] });
  assert.notDeepStrictEqual({ a: 1 }, { a: '1' });
  const error = failure(() => deepStrictEqual({ a: 1 }, { a: 2 }));
  equal([error.operator, error.generatedMessage, error.actual, error.expected], ['deepStrictEqual', true, { a: 1 }, { a: 2 }]);
  equal(error.message.startsWith('Expected values to be strictly deep-equal:'), true);
  equal(failure(() => assert.notDeepEqual([1], [1])).code, 'ERR_ASSERTION');
});

test('assert: strict', () => {
  equal(strict === strictModule, true);
  equal(strict.equal === assert.strictEqual, true);
  equal(strict.strict === strict, true);
  equal(failure(() => strict.equal(1, '1')).operator, 'strictEqual');
});

test('assert: throws', () => {
  const thrower = () => { throw new TypeError('Wrong value'); };
  assert.throws(thrower);
  assert.throws(thrower, TypeError);
  assert.throws(thrower, /^TypeError: Wrong value$/);
  assert.throws(thrower, { name: 'TypeError', message: /^Wrong/ });
  assert.throws(thrower, (error) => error instanceof TypeError);
  assert.throws(thrower, new TypeError('Wrong value'));
  equal(failure(() => assert.throws(() => {})).message, 'Missing expected exception.');
  equal(failure(() => assert.throws(() => {}, TypeError, 'why')).message, 'Missing expected exception (TypeError): why');
  equal(failure(() => assert.throws(thrower, RangeError)).message.startsWith('The error is expected to be an instance of "RangeError". Received "TypeError"'), true);
  equal(failure(() => assert.throws(thrower, { message: 'x' })).code, 'ERR_ASSERTION');
  assert.doesNotThrow(() => {});
  equal(failure(() => assert.doesNotThrow(thrower)).message, 'Got unwanted exception.\nActual message: "Wrong value"');
  equal(failure(() => assert.throws('x')).code, 'ERR_INVALID_ARG_TYPE');
});

test('assert: rejects', async () => {
  await assertRejects(Promise.reject(new Error('x')), /x/);
  await assertRejects(async () => { throw new RangeError('x'); }, RangeError);
  await assert.doesNotReject(async () => 1);
  await rejects(assert.rejects(async () => 1), 'AssertionError', 'Missing expected rejection.');
});

test('assert: match, fail, ifError', () => {
  assert.match('abc', /b/);
  assert.doesNotMatch('abc', /x/);
  equal(failure(() => assert.match('abc', /x/)).message, "The input did not match the regular expression /x/. Input:\n\n'abc'\n");
  equal(failure(() => assert.fail()).message, 'Failed');
  equal(failure(() => assert.fail('boom')).message, 'boom');
  assert.ifError(null);
  equal(failure(() => assert.ifError(new Error('inner'))).message, 'ifError got unwanted exception: inner');
});
