// The cases of web-api.js in Node.js: one line per case that comes in ("<times> <name>"), answered with the microseconds of CPU that a round took.
import { createInterface } from 'node:readline';
import { run } from './web-api.js';

console.log(`${process.version}, V8 ${process.versions.v8}`);
for await (const line of createInterface({ input: process.stdin })) {
  const space = line.indexOf(' '), times = +line.slice(0, space), name = line.slice(space + 1);
  const begin = process.cpuUsage();
  await run(name, times);
  const { user, system } = process.cpuUsage(begin);
  console.log((user + system) / times);
}
