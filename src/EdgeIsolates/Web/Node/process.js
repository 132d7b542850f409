'use strict';
// https://nodejs.org/api/process.html, as far as a function in an isolate has a process.
const { BigInt, Error, JSONParse, MathFloor, MathRound, ObjectKeys, ReflectApply, String, StringPrototypeSlice } = internals.primordials;
const { node, ops, events: { reportException } } = internals;

const WARN = 3;

node.define('process', () => {
  const { nodeError, invalidArgType, validateFunction } = node.load('#errors');
  const EventEmitter = node.load('events');
  const process = new EventEmitter();
  const nanoseconds = () => MathRound(ops.op_time_now() * 1e6);

  function hrtime(before) {
    const now = nanoseconds();
    let seconds = MathFloor(now / 1e9), rest = now % 1e9;
    if (before !== undefined) {
      seconds -= before[0];
      rest -= before[1];
      if (rest < 0) {
        seconds--;
        rest += 1e9;
      }
    }
    return [seconds, rest];
  }
  hrtime.bigint = () => BigInt(nanoseconds());

  // `await undefined` is one microtask that no patched Promise can see.
  async function run(callback, args) {
    await undefined;
    try {
      ReflectApply(callback, undefined, args);
    } catch (error) {
      reportException(error);
    }
  }

  function nextTick(callback, ...args) {
    validateFunction(callback, 'callback');
    run(callback, args);
  }

  function emitWarning(warning, typeOrOptions, code) {
    const isOptions = typeof typeOrOptions === 'object' && typeOrOptions !== null;
    const type = (isOptions ? typeOrOptions.type : typeof typeOrOptions === 'string' ? typeOrOptions : undefined) || 'Warning';
    const warningCode = isOptions ? typeOrOptions.code : code;
    if (typeof warning !== 'string' && !(warning instanceof Error)) throw invalidArgType('warning', ['Error', 'string'], warning);
    let told = warning;
    if (typeof warning === 'string') {
      told = new Error(warning);
      told.name = String(type);
      if (warningCode !== undefined) told.code = warningCode;
    }
    nextTick(() => {
      ops.op_console_log(WARN, `${told.code === undefined ? '' : `[${told.code}] `}${told.name}: ${told.message}`);
      process.emit('warning', told);
    });
  }

  const refuse = (what) => () => {
    throw nodeError(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', `process.${what}() is not available in an isolate: a function ends by returning its answer.`);
  };
  const stream = (level) => ({
    isTTY: false, fd: level === WARN ? 2 : 1, writable: true,
    write(text) {
      const line = `${text}`;
      ops.op_console_log(level, line[line.length - 1] === '\n' ? StringPrototypeSlice(line, 0, -1) : line);
      return true;
    },
  });

  const members = {
    title: 'edge-isolates', version: 'v20.19.0', versions: { node: '20.19.0' }, arch: 'x64', platform: 'linux', release: { name: 'node', lts: 'Iron' },
    argv: ['/bin/edge', '/main.js'], argv0: 'edge', execArgv: [], execPath: '/bin/edge', pid: 1, ppid: 0, exitCode: undefined, features: {}, config: {},
    env: JSONParse(ops.op_env_texts()),
    cwd: () => '/', chdir: refuse('chdir'), umask: () => 0o22, getuid: () => 0, geteuid: () => 0, getgid: () => 0, getegid: () => 0,
    hrtime, nextTick, emitWarning,
    uptime: () => ops.op_time_now() / 1000,
    memoryUsage: () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }),
    cpuUsage: () => ({ user: 0, system: 0 }),
    exit: refuse('exit'), abort: refuse('abort'), kill: refuse('kill'), reallyExit: refuse('exit'),
    binding: refuse('binding'),
    getBuiltinModule: (name) => {
      try {
        return node.find(name);
      } catch {
        return undefined;
      }
    },
  };
  const names = ObjectKeys(members);
  for (let i = 0; i < names.length; i++) process[names[i]] = members[names[i]];
  process.stdout = stream(1);
  process.stderr = stream(WARN);
  process.stdin = { isTTY: false, fd: 0 };
  return process;
});
