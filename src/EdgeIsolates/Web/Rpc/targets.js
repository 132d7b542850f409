'use strict';
// What this isolate lends to others, by number, and how their calls find what they name in it.
//
// A call names a path: the names of properties, one below the other, with a line break between them; none for a function that was lent itself.
// https://developers.cloudflare.com/workers/runtime-apis/rpc/visibility/: of an object of a class only what the class has is found, never what the
// instance has of its own; of a plain object only its own properties. A property may be read as well as called.
const {
  Error, Number, Object: { prototype: objectPrototype }, ObjectGetPrototypeOf, ObjectPrototypeHasOwnProperty, ReflectApply, ReflectGet, SafeMap,
  StringPrototypeIndexOf, StringPrototypeSlice, Symbol: { dispose }, TypedArrayPrototypeGetByteLength, TypeError,
} = internals.primordials;
const { entry, native, rpc, webidl } = internals;

class RpcTarget {
  #isTarget = true;

  static is(value) { return webidl.isObject(value) && #isTarget in value; }
}
const { is: isTarget } = RpcTarget;
delete RpcTarget.is;

const lent = new SafeMap();
let last = 0;

rpc.lend = (value) => {
  lent.set(++last, value);
  return last;
};

rpc.takeBack = (number) => { lent.delete(number); };

rpc.lentBy = (number) => {
  const value = lent.get(number);
  if (value === undefined) throw new Error('What the stub stands for is gone');
  return value;
};

entry.forgetTargets = (numbers) => {
  for (let at = 0; at < numbers.length;) {
    const comma = StringPrototypeIndexOf(numbers, ',', at), end = comma < 0 ? numbers.length : comma;
    lent.delete(Number(StringPrototypeSlice(numbers, at, end)));
    at = end + 1;
  }
};

rpc.hasDisposer = (value) => typeof value[dispose] === 'function';

rpc.disposeLent = (number) => {
  const value = rpc.lentBy(number);
  return ReflectApply(value[dispose], value, []);
};

const missing = (name, isCall) => new TypeError(`The RPC receiver does not implement the ${isCall ? 'method' : 'property'} "${name}"`);

// Found on its class, and asked for as the object's.
function classMember(object, name) {
  for (let at = ObjectGetPrototypeOf(object); at !== null && at !== objectPrototype; at = ObjectGetPrototypeOf(at)) {
    if (ObjectPrototypeHasOwnProperty(at, name)) return ReflectGet(at, name, object);
  }
  return undefined;
}

function isPlain(value) {
  const kind = native.kindOf(value);
  if (kind > 2) return false;
  const prototype = ObjectGetPrototypeOf(value);
  return kind > 0 || prototype === objectPrototype || prototype === null;
}

function memberOf(holder, name, isRoot) {
  if (name === 'constructor' || !webidl.isObject(holder)) return undefined;
  if (rpc.isRemote(holder)) return holder[name];
  if (typeof holder === 'function') return undefined;
  if (isRoot || isTarget(holder)) return classMember(holder, name);
  return isPlain(holder) && ObjectPrototypeHasOwnProperty(holder, name) ? holder[name] : undefined;
}

// Gives what the call gives. Without arguments at all, it reads.
rpc.answerCall = (receiver, path, bytes, bodies) => {
  const isCall = TypedArrayPrototypeGetByteLength(bytes) > 0, args = isCall ? rpc.unpack(bytes, () => bodies).value : null;
  let holder, found = receiver, name = '';
  for (let at = 0; at < path.length;) {
    const end = rpc.endOfName(path, at);
    name = StringPrototypeSlice(path, at, end);
    holder = found;
    found = memberOf(holder, name, at === 0);
    if (found === undefined) throw missing(name, isCall);
    at = end + 1;
  }
  if (!isCall) return found;
  if (typeof found !== 'function') throw path === '' ? new TypeError('The stub stands for an object, which cannot be called') : missing(name, true);
  return ReflectApply(found, holder, args);
};

rpc.RpcTarget = RpcTarget;
rpc.isTarget = isTarget;
rpc.endOfName = (path, at) => {
  const end = StringPrototypeIndexOf(path, '\n', at);
  return end < 0 ? path.length : end;
};
