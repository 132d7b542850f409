'use strict';
// Values as text for people: what console prints, in the style Node.js and Deno made usual.
//
// Three rules. No tenant code runs: properties are read by their descriptors, proxies are not entered. The output is
// bounded: in depth, in entries per object, in characters per string and in all. And it never throws.
const {
  ArrayIsArray, Error, FunctionPrototypeToString, MathMin, NumberPrototypeToString, ObjectGetPrototypeOf, ObjectIs,
  ReflectOwnKeys, RegExpPrototypeExec, SafeMap, String, StringPrototypeCharCodeAt, StringPrototypeIncludes,
  StringPrototypeIndexOf, StringPrototypePadStart, StringPrototypeSlice, StringPrototypeStartsWith, SymbolPrototypeToString, NewList,
} = internals.primordials;
const { native, webidl, descriptorOf, characters: { asciiSet, endOf }, inspectParts: { classify, entriesOf } } = internals;

const defaults = { __proto__: null, depth: 2, mostEntries: 100, mostText: 10_000, mostOutput: 65_536, lineWidth: 76, showHidden: false };

// What our own classes show of themselves: prototype → (object) => plain object of fields, or all of the text.
const viewers = new SafeMap();

class Inspection {
  options;
  seen = NewList(); // the objects on the way down
  spent = 0;

  constructor(options) {
    this.options = options;
  }
}

const keyCharacters = asciiSet(/[A-Za-z0-9_$]/);
const plainText = asciiSet(/[^\u0000-\u001f\u007f'\\]/);
const control = /[\u0000-\u001f\u007f-\u009f'\\]|[\ud800-\udfff]/;
const escapes = { __proto__: null, 8: '\\b', 9: '\\t', 10: '\\n', 12: '\\f', 13: '\\r', 92: '\\\\' };

function quote(text) {
  if (endOf(plainText, text, 0) === text.length || RegExpPrototypeExec(control, text) === null) return `'${text}'`;
  const mark = !StringPrototypeIncludes(text, "'") ? "'" : !StringPrototypeIncludes(text, '"') ? '"' : !StringPrototypeIncludes(text, '`') ? '`' : "'";
  let result = mark;
  for (let i = 0; i < text.length; i++) {
    const code = StringPrototypeCharCodeAt(text, i);
    if (escapes[code] !== undefined) result += escapes[code];
    else if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) result += `\\x${StringPrototypePadStart(NumberPrototypeToString(code, 16), 2, '0')}`;
    else result += text[i] === mark ? `\\${mark}` : text[i];
  }
  return result + mark;
}

function primitive(value, options) {
  switch (typeof value) {
    case 'string': {
      if (value.length <= options.mostText) return quote(value);
      const more = value.length - options.mostText;
      return `${quote(StringPrototypeSlice(value, 0, options.mostText))}... ${more} more character${more === 1 ? '' : 's'}`;
    }
    case 'number': return ObjectIs(value, -0) ? '-0' : NumberPrototypeToString(value);
    case 'bigint': return `${value}n`;
    case 'symbol': return SymbolPrototypeToString(value);
    default: return String(value);
  }
}

const dataValue = (object, key) => descriptorOf(object, key)?.value;

// The name of the nearest constructor on the prototype chain, '' for a null prototype.
function constructorName(value) {
  for (let object = value, i = 0; object !== null && i < 50; object = ObjectGetPrototypeOf(object), i++) {
    if (native.isProxy(object)) break;
    const constructor = dataValue(object, 'constructor');
    if (typeof constructor === 'function' && !native.isProxy(constructor)) {
      const name = dataValue(constructor, 'name');
      if (typeof name === 'string' && name !== '' && (object !== value || i > 0)) return name;
    }
  }
  return '';
}

function viewerOf(value) {
  for (let object = ObjectGetPrototypeOf(value), i = 0; object !== null && i < 10 && !native.isProxy(object); object = ObjectGetPrototypeOf(object), i++) {
    const viewer = viewers.get(object);
    if (viewer !== undefined) return viewer;
  }
  return undefined;
}

function functionHead(value) {
  const name = dataValue(value, 'name');
  const source = FunctionPrototypeToString(value);
  const label = typeof name === 'string' && name !== '' ? name : null;
  if (StringPrototypeStartsWith(source, 'class') && dataValue(value, 'prototype') !== undefined) {
    const parent = ObjectGetPrototypeOf(value);
    const parentName = typeof parent === 'function' && !native.isProxy(parent) ? dataValue(parent, 'name') : '';
    return `[class ${label ?? '(anonymous)'}${typeof parentName === 'string' && parentName !== '' ? ` extends ${parentName}` : ''}]`;
  }
  const kind = StringPrototypeStartsWith(source, 'async function*') ? 'AsyncGeneratorFunction'
    : StringPrototypeStartsWith(source, 'async') ? 'AsyncFunction'
      : StringPrototypeStartsWith(source, 'function*') ? 'GeneratorFunction' : 'Function';
  return label === null ? `[${kind} (anonymous)]` : `[${kind}: ${label}]`;
}

const ErrorPrototype = Error.prototype;
const isError = (value) => native.isProxy(value) === false && typeof dataValue(value, 'stack') === 'string' && inheritsError(value);

function inheritsError(value) {
  for (let object = value, i = 0; object !== null && i < 50 && !native.isProxy(object); object = ObjectGetPrototypeOf(object), i++) {
    if (object === ErrorPrototype) return true;
  }
  return false;
}

function errorHead(value) {
  const stack = dataValue(value, 'stack');
  if (stack !== '') return stack;
  return `[${constructorName(value) || 'Error'}]`;
}

function propertyText(inspection, value, descriptor, depth) {
  if (descriptor.get !== undefined) return descriptor.set !== undefined ? '[Getter/Setter]' : '[Getter]';
  if (descriptor.set !== undefined) return '[Setter]';
  return format(inspection, descriptor.value, depth + 1);
}

const isPlainKey = (key) => key !== '' && !(key[0] >= '0' && key[0] <= '9') && endOf(keyCharacters, key, 0) === key.length;
const keyText = (key) => (typeof key === 'symbol' ? `[${SymbolPrototypeToString(key)}]` : isPlainKey(key) ? key : quote(key));
const more = (count) => `... ${count} more item${count === 1 ? '' : 's'}`;
const indexKey = /^(?:0|[1-9][0-9]{0,9})$/;

// Own enumerable properties as `key: value` lines; those that are list indexes are left out when asked.
function properties(inspection, value, depth, withoutIndexes, skip) {
  const keys = ReflectOwnKeys(value), lines = NewList();
  let count = 0;
  for (let i = withoutIndexes; i < keys.length; i++) {
    const key = keys[i];
    if (withoutIndexes > 0 && typeof key === 'string' && RegExpPrototypeExec(indexKey, key) !== null) continue;
    const descriptor = descriptorOf(value, key);
    if (descriptor === undefined || (!descriptor.enumerable && !inspection.options.showHidden)) continue;
    if (skip !== undefined && skip(key)) continue;
    if (++count > inspection.options.mostEntries || inspection.spent > inspection.options.mostOutput) {
      lines[lines.length] = more(keys.length - i);
      break;
    }
    const text = descriptor.enumerable ? keyText(key) : `[${keyText(key)}]`;
    lines[lines.length] = `${text}: ${propertyText(inspection, value, descriptor, depth)}`;
  }
  return lines;
}

// The elements of an array or typed array, holes counted.
function elements(inspection, value, length, depth) {
  const lines = NewList(), most = MathMin(length, inspection.options.mostEntries);
  let i = 0, holes = 0;
  const flush = () => {
    if (holes > 0) lines[lines.length] = `<${holes} empty item${holes === 1 ? '' : 's'}>`;
    holes = 0;
  };
  for (; i < length && lines.length < most && inspection.spent <= inspection.options.mostOutput; i++) {
    const descriptor = descriptorOf(value, String(i));
    if (descriptor === undefined) {
      holes++;
      if (holes > inspection.options.mostEntries) { holes = length - i + holes - 1; i = length; }
      continue;
    }
    flush();
    if (lines.length < most) lines[lines.length] = propertyText(inspection, value, descriptor, depth);
  }
  flush();
  if (i < length) lines[lines.length] = more(length - i);
  return lines;
}

// Lines between brackets: on one line when they are few and short.
function wrap(inspection, head, open, lines, close, depth) {
  const start = head === '' ? '' : `${head} `;
  if (lines.length === 0) return `${start}${open}${close}`;
  let total = start.length + lines.length * 2;
  let multiline = false;
  for (let i = 0; i < lines.length; i++) {
    total += lines[i].length;
    if (StringPrototypeIncludes(lines[i], '\n')) multiline = true;
  }
  inspection.spent += lines.length * 2 + 4;
  if (!multiline && total <= inspection.options.lineWidth) return `${start}${open} ${join(lines, ', ')} ${close}`;
  let indent = '';
  for (let i = 0; i < depth; i++) indent += '  ';
  return `${start}${open}\n${indent}  ${join(lines, `,\n${indent}  `)}\n${indent}${close}`;
}

function join(lines, separator) {
  let text = lines[0];
  for (let i = 1; i < lines.length; i++) text += separator + lines[i];
  return text;
}

function format(inspection, value, depth) {
  const { options, seen } = inspection;
  if (!webidl.isObject(value)) {
    const text = primitive(value, options);
    inspection.spent += text.length;
    return text;
  }
  if (native.isProxy(value)) return '[Proxy]';
  for (let i = 0; i < seen.length; i++) if (seen[i] === value) return '[Circular]';
  if (inspection.spent > options.mostOutput) return '...';
  seen[seen.length] = value;
  const text = formatObject(inspection, value, depth);
  seen.length -= 1;
  return text;
}

function formatObject(inspection, value, depth) {
  const { options } = inspection, deep = depth > options.depth;
  if (typeof value === 'function') {
    const lines = deep ? NewList() : properties(inspection, value, depth, 0);
    return lines.length === 0 ? functionHead(value) : wrap(inspection, functionHead(value), '{', lines, '}', depth);
  }
  const viewer = viewerOf(value);
  const shown = viewer === undefined ? null : viewer(value);
  if (typeof shown === 'string') return shown;
  const name = constructorName(value);
  if (shown !== null) {
    return deep ? `[${name}]` : wrap(inspection, name, '{', properties(inspection, shown, depth, 0), '}', depth);
  }
  if (ArrayIsArray(value)) {
    const length = dataValue(value, 'length');
    const head = name === 'Array' ? '' : `${name || '[Array: null prototype]'}(${length})`;
    if (deep) return `[${name || 'Array'}]`;
    const lines = elements(inspection, value, length, depth);
    const others = length > options.mostEntries * 10 ? [] : properties(inspection, value, depth, MathMin(1, length));
    return wrap(inspection, head, '[', concat(lines, others), ']', depth);
  }
  if (isError(value)) {
    const lines = deep ? NewList() : properties(inspection, value, depth, 0, (key) => key === 'stack' || key === 'message');
    const cause = deep ? undefined : descriptorOf(value, 'cause');
    if (cause !== undefined && !cause.enumerable) lines[lines.length] = `[cause]: ${propertyText(inspection, value, cause, depth)}`;
    inspection.spent += 200;
    return lines.length === 0 ? errorHead(value) : wrap(inspection, errorHead(value), '{', lines, '}', depth);
  }
  return formatKind(inspection, value, name, classify(value), depth, deep);
}

function concat(lines, others) {
  for (let i = 0; i < others.length; i++) lines[lines.length] = others[i];
  return lines;
}

function formatKind(inspection, value, name, kind, depth, deep) {
  const { mostEntries } = inspection.options;
  if (kind === undefined) {
    if (deep) return `[${name === '' ? 'Object: null prototype' : name}]`;
    const head = name === 'Object' ? '' : name === '' ? '[Object: null prototype]' : name;
    return wrap(inspection, head, '{', properties(inspection, value, depth, 0), '}', depth);
  }
  if (kind.kind === 'whole') return kind.text;
  if (deep && kind.kind !== 'text' && kind.kind !== 'box') return `[${name || kind.name}]`;
  switch (kind.kind) {
    case 'promise': {
      const text = kind.state === 0 ? '<pending>' : `${kind.state === 2 ? '<rejected> ' : ''}${format(inspection, kind.result, depth + 1)}`;
      return wrap(inspection, name || kind.name, '{', concat(NewList([text]), properties(inspection, value, depth, 0)), '}', depth);
    }
    case 'list':
      return wrap(inspection, `${name || kind.name}(${kind.length})`, '[', elements(inspection, value, kind.length, depth), ']', depth);
    case 'bytes':
      return `${name || kind.name} { byteLength: ${kind.byteLength} }`;
    case 'map': {
      const entries = entriesOf(value, true, mostEntries), lines = NewList();
      for (let i = 0; i < entries.length; i++) lines[i] = `${format(inspection, entries[i][0], depth + 1)} => ${format(inspection, entries[i][1], depth + 1)}`;
      if (kind.size > mostEntries) lines[lines.length] = more(kind.size - mostEntries);
      return wrap(inspection, `${name || kind.name}(${kind.size})`, '{', concat(lines, properties(inspection, value, depth, 0)), '}', depth);
    }
    case 'set': {
      const entries = entriesOf(value, false, mostEntries), lines = NewList();
      for (let i = 0; i < entries.length; i++) lines[i] = format(inspection, entries[i], depth + 1);
      if (kind.size > mostEntries) lines[lines.length] = more(kind.size - mostEntries);
      return wrap(inspection, `${name || kind.name}(${kind.size})`, '{', concat(lines, properties(inspection, value, depth, 0)), '}', depth);
    }
    case 'box': {
      const skip = kind.name === 'String' ? (key) => typeof key === 'string' && RegExpPrototypeExec(indexKey, key) !== null : undefined;
      const lines = deep ? NewList() : properties(inspection, value, depth, 0, skip);
      const head = `[${kind.name}: ${primitive(kind.primitive, inspection.options)}]`;
      return lines.length === 0 ? head : wrap(inspection, head, '{', lines, '}', depth);
    }
    default: {
      const lines = deep ? NewList() : properties(inspection, value, depth, 0);
      return lines.length === 0 ? kind.text : wrap(inspection, kind.text, '{', lines, '}', depth);
    }
  }
}

// options: { depth }, Infinity allowed
function inspect(value, options) {
  const merged = { __proto__: null, ...defaults };
  if (typeof options?.depth === 'number') merged.depth = options.depth;
  if (options?.showHidden === true) merged.showHidden = true;
  try {
    const text = format(new Inspection(merged), value, 0);
    return text.length > merged.mostOutput ? `${StringPrototypeSlice(text, 0, merged.mostOutput)}...` : text;
  } catch {
    return '[value that cannot be shown]';
  }
}

// One line that names an error or value.
inspect.brief = (value) => {
  if (webidl.isObject(value) && !native.isProxy(value) && isError(value)) {
    const stack = dataValue(value, 'stack'), end = StringPrototypeIndexOf(stack, '\n    at ');
    return end < 0 ? stack : StringPrototypeSlice(stack, 0, end);
  }
  return inspect(value, { __proto__: null, depth: 0 });
};

inspect.viewers = viewers;
internals.inspect = inspect;
