'use strict';
// https://w3c.github.io/FileAPI/#creating-revoking
// The blob URL store of this isolate, which is all there is of an origin: it dies with it.
const { ObjectDefineProperties, SafeMap, StringPrototypeIndexOf, StringPrototypeSlice } = internals.primordials;
const { webidl, ops, blob: { isBlob } } = internals;
const { converters, requiredArguments } = webidl;

let store = null;

const statics = {
  createObjectURL(obj) {
    const prefix = "Failed to execute 'createObjectURL' on 'URL'";
    requiredArguments(arguments.length, 1, prefix);
    if (!isBlob(obj)) throw webidl.failure(prefix, 'Argument 1', "is not of type 'Blob'");
    const url = `blob:null/${ops.op_crypto_uuid()}`;
    store ??= new SafeMap();
    store.set(url, obj);
    return url;
  },
  revokeObjectURL(url) {
    const prefix = "Failed to execute 'revokeObjectURL' on 'URL'";
    requiredArguments(arguments.length, 1, prefix);
    const text = converters.DOMString(url, prefix, 'Argument 1');
    if (store !== null) store.delete(text);
  },
};

const operation = (value) => ({ __proto__: null, value, writable: true, enumerable: true, configurable: true });
ObjectDefineProperties(globalThis.URL, {
  __proto__: null, createObjectURL: operation(statics.createObjectURL), revokeObjectURL: operation(statics.revokeObjectURL),
});

// https://w3c.github.io/FileAPI/#blob-url-resolve: the blob, or null
function resolve(url) {
  const fragment = StringPrototypeIndexOf(url, '#');
  return store?.get(fragment < 0 ? url : StringPrototypeSlice(url, 0, fragment)) ?? null;
}

internals.blobUrls = { __proto__: null, resolve };
