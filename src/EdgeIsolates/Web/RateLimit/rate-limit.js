'use strict';
// What env.NAME is for a binding of type ratelimit: https://developers.cloudflare.com/workers/runtime-apis/bindings/rate-limit/
const { Error, ObjectKeys, PromisePrototypeThen, PromiseReject, String, Symbol } = internals.primordials;
const { bindings, webidl } = internals;

const token = Symbol('RateLimit');

function keyOf(options) {
  if (typeof options !== 'object' || options === null) throw new Error('invalid rate limit options');
  const names = ObjectKeys(options);
  let unknown = '';
  for (let i = 0; i < names.length; i++) if (names[i] !== 'key') unknown += unknown === '' ? names[i] : `,${names[i]}`;
  if (unknown !== '') throw new Error(`bad rate limit options: [${unknown}]`);
  const { key = '' } = options;
  if (typeof key !== 'string') throw new Error(`invalid key: ${String(key)}`);
  return key;
}

class RateLimit {
  #target;

  constructor(given, target) {
    if (given !== token) webidl.illegalConstructor();
    this.#target = target;
  }

  limit(options) {
    try {
      return PromisePrototypeThen(this.#target.call('limit', [keyOf(options)]), (success) => ({ success }));
    } catch (error) {
      return PromiseReject(error);
    }
  }
}

webidl.configureInterface(RateLimit);
bindings.define('ratelimit', (target) => new RateLimit(token, target));
