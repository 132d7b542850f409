'use strict';
// Values as bytes and back, by V8's structured clone: what object storage, queues and bindings keep and send.
const { TypedArrayPrototypeGetByteLength } = internals.primordials;
const { ops, cloneValue, DOMException } = internals;

// The clone comes first: V8's own serializer would take platform objects for plain ones.
internals.serialize = (value) => ops.op_clone_serialize(typeof value === 'object' || typeof value === 'function' ? cloneValue(value) : value);

internals.deserialize = (bytes) => {
  if (TypedArrayPrototypeGetByteLength(bytes) === 0) throw new DOMException('There are no bytes to read a value from', 'DataCloneError');
  return ops.op_clone_deserialize(bytes);
};
