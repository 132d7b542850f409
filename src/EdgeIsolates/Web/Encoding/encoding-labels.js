'use strict';
// https://encoding.spec.whatwg.org/#names-and-labels
// The names whose decoders exist so far; the next issue brings every encoding of the standard.
const { RegExpPrototypeExec, StringPrototypeToLowerCase } = internals.primordials;

const byName = {
  __proto__: null,
  'utf-8': ['unicode-1-1-utf-8', 'unicode11utf8', 'unicode20utf8', 'utf-8', 'utf8', 'x-unicode20utf8'],
  'utf-16le': ['csunicode', 'iso-10646-ucs-2', 'ucs-2', 'unicode', 'unicodefeff', 'utf-16', 'utf-16le'],
  'utf-16be': ['unicodefffe', 'utf-16be'],
  'windows-1252': ['ansi_x3.4-1968', 'ascii', 'cp1252', 'cp819', 'csisolatin1', 'ibm819', 'iso-8859-1', 'iso-ir-100', 'iso8859-1',
    'iso88591', 'iso_8859-1', 'iso_8859-1:1987', 'l1', 'latin1', 'us-ascii', 'windows-1252', 'x-cp1252'],
};

const nameOf = { __proto__: null };
for (const name in byName) for (const label of byName[name]) nameOf[label] = name;

const trimmed = /^[\t\n\f\r ]*([^]*?)[\t\n\f\r ]*$/;

// https://encoding.spec.whatwg.org/#concept-encoding-get; undefined is failure
const fromLabel = (label) => nameOf[StringPrototypeToLowerCase(RegExpPrototypeExec(trimmed, label)[1])];

internals.encoding = { __proto__: null, fromLabel };
