'use strict';
// https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializewithtransfer and its way back, within this realm
//
// What is transferred gets its new owner before the value is cloned, so that clones can refer to it, and leaves its old one afterwards: when
// cloning fails nothing was transferred.
const { NewList, SafeMap } = internals.primordials;
const { webidl, structured } = internals;
const { cloneValue, cloneError, prepareTransfer } = structured;

const options = webidl.dictionary('StructuredSerializeOptions', [
  { key: 'transfer', converter: webidl.converters['sequence<object>'], defaultValue: () => NewList() },
]);

// Gives the clone, and in `transferred` what was received for each item of the list.
function cloneWithTransfer(value, list, transferred) {
  const memory = new SafeMap(), prepared = NewList();
  for (let i = 0; i < list.length; i++) {
    if (memory.has(list[i])) throw cloneError('A value stands twice in the transfer list');
    prepared[i] = prepareTransfer(list[i]);
    memory.set(list[i], prepared[i].copy);
  }
  const copy = cloneValue(value, memory);
  for (let i = 0; i < prepared.length; i++) {
    prepared[i].commit();
    transferred[i] = prepared[i].copy;
  }
  return copy;
}

function structuredClone(value, transferOptions = undefined) {
  const prefix = "Failed to execute 'structuredClone'";
  webidl.requiredArguments(arguments.length, 1, prefix);
  const { transfer } = options(transferOptions, prefix, 'Argument 2');
  return cloneWithTransfer(value, transfer, NewList());
}

internals.cloneValue = (value) => cloneWithTransfer(value, NewList(), NewList());
structured.options = options;
structured.clone = cloneWithTransfer;
internals.exposeOperation('structuredClone', structuredClone);
