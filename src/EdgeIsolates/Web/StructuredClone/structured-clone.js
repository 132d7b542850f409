'use strict';
// https://html.spec.whatwg.org/multipage/structured-data.html#dom-structuredclone, by the engine's serializer
const { webidl, native } = internals;

const options = webidl.dictionary('StructuredSerializeOptions', [
  { key: 'transfer', converter: webidl.converters['sequence<object>'], defaultValue: () => [] },
]);

function structuredClone(value, transferOptions = undefined) {
  const prefix = "Failed to execute 'structuredClone'";
  webidl.requiredArguments(arguments.length, 1, prefix);
  const { transfer } = options(transferOptions, prefix, 'Argument 2');
  return native.structuredClone(value, transfer);
}

internals.cloneValue = (value) => native.structuredClone(value, []);
internals.exposeOperation('structuredClone', structuredClone);
