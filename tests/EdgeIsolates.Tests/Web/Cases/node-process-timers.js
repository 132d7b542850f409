import process, { env, nextTick } from 'node:process';
import timers, { setImmediate as immediate } from 'node:timers';
import { scheduler as timerScheduler, setTimeout as sleep, setImmediate as soon } from 'node:timers/promises';
import { createRequire, builtinModules, isBuiltin } from 'node:module';
import diagnostics from 'node:diagnostics_channel';
import { performance as measured } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { EOL } from 'node:os';

test('process: what it tells', () => {
  equal(globalThis.process === process, true);
  equal(env === process.env, true);
  equal(typeof env, 'object');
  equal(process.version.startsWith('v20.'), true);
  equal(typeof process.versions.node, 'string');
  equal(process.platform, 'linux');
  equal(Array.isArray(process.argv), true);
  equal(typeof process.cwd(), 'string');
  equal(EOL, '\n');
  equal(global === globalThis, true);
});

test('process: clocks', () => {
  const start = process.hrtime(), [seconds, nanoseconds] = process.hrtime(start);
  equal(seconds >= 0 && nanoseconds >= 0 && nanoseconds < 1e9, true);
  equal(typeof process.hrtime.bigint(), 'bigint');
  equal(process.uptime() >= 0, true);
  equal(typeof measured.now(), 'number');
});

test('process: nextTick', async () => {
  const seen = [];
  await new Promise((resolve) => {
    nextTick((...args) => { seen.push(...args); resolve(); }, 1, 2);
    seen.push('sync');
  });
  equal(seen.join(), 'sync,1,2');
  throws(() => nextTick(5), 'TypeError', 'The "callback" argument must be of type function. Received type number (5)');
});

test('process: warnings are events', async () => {
  const told = new Promise((resolve) => process.once('warning', resolve));
  process.emitWarning('careful', 'CaseWarning', 'CASE1');
  const { name, message, code } = await told;
  equal([name, message, code], ['CaseWarning', 'careful', 'CASE1']);
});

test('timers: objects', async () => {
  const seen = [];
  await new Promise((resolve) => {
    const timer = timers.setTimeout((value) => { seen.push(value); resolve(); }, 1, 'fired');
    equal([timer.hasRef(), timer.unref() === timer, timer.ref() === timer, typeof +timer], [true, true, true, 'number']);
    timers.clearTimeout(timers.setTimeout(() => seen.push('cleared'), 0));
    clearTimeout(timers.setTimeout(() => seen.push('cleared by the global'), 0));
  });
  let count = 0;
  await new Promise((resolve) => {
    const interval = timers.setInterval(() => { if (++count === 3) { timers.clearInterval(interval); resolve(); } }, 1);
  });
  equal(seen.join(), 'fired');
  equal(count, 3);
});

test('timers: immediates', async () => {
  const seen = [];
  timers.clearImmediate(immediate(() => seen.push('cleared')));
  await new Promise((resolve) => setImmediate((value) => { seen.push(value); resolve(); }, 'ran'));
  equal(seen.join(), 'ran');
});

test('timers: promises', async () => {
  equal(await sleep(1, 'value'), 'value');
  equal(await soon('now'), 'now');
  await timerScheduler.wait(1);
  equal(await promisify(timers.setTimeout)(1, 'promised'), 'promised');
  const controller = new AbortController(), waiting = sleep(60_000, null, { signal: controller.signal });
  controller.abort();
  await rejects(waiting, 'AbortError', 'The operation was aborted');
});

test('module: createRequire', () => {
  const require = createRequire('file:///main.js');
  equal(require('node:path').join('a', 'b'), 'a/b');
  equal(require('events') === require('node:events'), true);
  equal(builtinModules.includes('buffer'), true);
  equal([isBuiltin('node:util'), isBuiltin('util'), isBuiltin('lodash')], [true, true, false]);
  throws(() => require('lodash'), 'Error', "Cannot find module 'lodash'");
});

test('diagnostics_channel: publish', () => {
  const channel = diagnostics.channel('case'), seen = [];
  const listener = (message, name) => seen.push(`${name} ${message}`);
  equal(channel.hasSubscribers, false);
  diagnostics.subscribe('case', listener);
  equal(diagnostics.hasSubscribers('case'), true);
  channel.publish('one');
  equal(diagnostics.unsubscribe('case', listener), true);
  channel.publish('two');
  equal(seen.join(), 'case one');
});
