'use strict';
// Bindings that are values and ask the host nothing.
const { bindings } = internals;

const itself = (target, value) => value;

bindings.define('json', itself);
bindings.define('version_metadata', itself);
