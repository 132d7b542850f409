'use strict';
// What stands behind env.NAME: calls of the host, each a promise. The other side, and the letters, are in Bindings/ScriptValues.cs.
const {
  JSONParse, NewList, Number, PromisePrototypeThen, PromiseReject, ReflectApply, StringPrototypeIndexOf, StringPrototypeSlice, TypeError,
} = internals.primordials;
const { ops, http, streams, webidl } = internals;

const mostSlots = 13; // an op takes 16 arguments

// What an op takes as it is.
function isPlain(value) {
  switch (typeof value) {
    case 'undefined': case 'boolean': case 'number': case 'string': return true;
    case 'object': return value === null || webidl.isBufferSource(value);
    default: return false;
  }
}

class Arguments {
  kinds = '';
  slots = NewList();
  #pumps = NewList();

  add(value) {
    if (isPlain(value)) this.#push('v', value);
    else if (http.isRequest(value)) this.#addRequest(http.innerRequestOf(value));
    else if (http.isResponse(value)) this.#addResponse(http.innerResponseOf(value));
    else if (streams.isReadable(value)) this.#addBody('b', http.extract(value, 'The argument').body);
    else this.#push('s', internals.serialize(value));
    if (this.slots.length > mostSlots) throw new TypeError('The call has too many arguments for a binding');
  }

  // Streams of the script run once the host has them.
  start() {
    for (let i = 0; i < this.#pumps.length; i++) this.#pumps[i].start();
  }

  #push(kind, value) {
    this.kinds += kind;
    this.slots[this.slots.length] = value;
  }

  #addBody(kind, body) {
    const { source, length, pump } = http.sendBody(body, 'the binding');
    const { slots } = this;
    this.kinds += kind;
    slots[slots.length] = source;
    slots[slots.length] = length;
    if (pump !== null) this.#pumps[this.#pumps.length] = pump;
  }

  #addRequest(inner) {
    const { slots } = this;
    slots[slots.length] = inner.method;
    slots[slots.length] = inner.href;
    slots[slots.length] = inner.headers.toText();
    this.#addBody('q', inner.body);
  }

  #addResponse(inner) {
    const { slots } = this;
    slots[slots.length] = inner.status;
    slots[slots.length] = inner.statusText;
    slots[slots.length] = inner.headersText();
    this.#addBody('p', inner.body);
  }
}
Object.freeze(Arguments.prototype);

function toStream(text) {
  const colon = StringPrototypeIndexOf(text, ':');
  return new http.HostBody(Number(StringPrototypeSlice(text, 0, colon)), Number(StringPrototypeSlice(text, colon + 1))).stream;
}

function unwrap(result) {
  if (typeof result !== 'string') return result;
  const text = StringPrototypeSlice(result, 1);
  switch (result[0]) {
    case 'j': return JSONParse(text);
    case 'b': return toStream(text);
    case 'p': return http.createResponse(http.readResponse(text), 'immutable');
    default: return text;
  }
}

class BindingTarget {
  name;
  number;

  constructor(number, name) {
    this.number = number;
    this.name = name;
  }

  // A promise of what the host answers.
  call(method, args) {
    try {
      const packed = new Arguments();
      for (let i = 0; i < args.length; i++) packed.add(args[i]);
      const { slots } = packed, all = [this.number, method, packed.kinds];
      for (let i = 0; i < slots.length; i++) all[i + 3] = slots[i];
      const answer = PromisePrototypeThen(ReflectApply(ops.op_binding_call, undefined, all), unwrap);
      packed.start();
      return answer;
    } catch (error) {
      return PromiseReject(error);
    }
  }
}
Object.freeze(BindingTarget.prototype);

const definitions = { __proto__: null };

internals.bindings = {
  __proto__: null,
  // What every function has beside its env.
  caches: new BindingTarget(-1, 'caches'),
  // What env.NAME is for a type: make(target, settings).
  define(type, make) { definitions[type] = make; },
  make(number, { name, type, settings }) {
    const make = definitions[type] ?? definitions.host;
    return make(new BindingTarget(number, name), settings);
  },
};
