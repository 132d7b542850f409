// What every package's entry exports: a function that runs the named checks and answers with what became of each, null or the error.
import assert from 'node:assert';

export const { deepStrictEqual: equal, ok, rejects, throws } = assert;

async function run(check, env) {
  try {
    await check(env);
    return null;
  } catch (error) {
    return `${error?.stack ?? error}`;
  }
}

export async function answer(checks, env) {
  const outcomes = {};
  for (const [name, check] of Object.entries(checks)) outcomes[name] = await run(check, env);
  return Response.json(outcomes);
}

export const bytes = (text) => new TextEncoder().encode(text);
export const hex = (data) => Array.from(data, (byte) => byte.toString(16).padStart(2, '0')).join('');
