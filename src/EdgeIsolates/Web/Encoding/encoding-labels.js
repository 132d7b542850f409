'use strict';
// https://encoding.spec.whatwg.org/#names-and-labels
const { ops } = internals;

// https://encoding.spec.whatwg.org/#concept-encoding-get; null is failure
const fromLabel = (label) => (label === 'utf-8' || label === 'utf8' || label === 'UTF-8' ? 'utf-8' : ops.op_encoding_for_label(label));

internals.encoding = { __proto__: null, fromLabel };
