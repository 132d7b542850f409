'use strict';
// Regular expressions and pattern strings of part lists: https://urlpattern.spec.whatwg.org/#converting-part-lists-to-regular-expressions
const { StringPrototypeCodePointAt, StringPrototypeEndsWith } = internals.primordials;
const { urlPattern } = internals;
const { fullWildcard, escapeRegexp, escapePattern, segmentWildcard, isNameCodePoint } = urlPattern;

function regexpOf(part, options) {
  if (part.type === 'fixed-text') {
    const text = escapeRegexp(part.value);
    return part.modifier === '' ? text : `(?:${text})${part.modifier}`;
  }
  const value = part.type === 'segment-wildcard' ? segmentWildcard(options) : part.type === 'full-wildcard' ? fullWildcard : part.value;
  const { modifier } = part, repeats = modifier === '*' || modifier === '+';
  if (part.prefix === '' && part.suffix === '') return repeats ? `((?:${value})${modifier})` : `(${value})${modifier}`;
  const prefix = escapeRegexp(part.prefix), suffix = escapeRegexp(part.suffix);
  if (!repeats) return `(?:${prefix}(${value})${suffix})${modifier}`;
  return `(?:${prefix}((?:${value})(?:${suffix}${prefix}(?:${value}))*)${suffix})${modifier === '*' ? '?' : ''}`;
}

// https://urlpattern.spec.whatwg.org/#generate-a-regular-expression-and-name-list, without the names
urlPattern.generateRegexp = (parts, options) => {
  let result = '^';
  for (let i = 0; i < parts.length; i++) result += regexpOf(parts[i], options);
  return `${result}$`;
};

const startsWithDigit = (text) => text[0] >= '0' && text[0] <= '9';
const startsLikeName = (text) => text !== '' && isNameCodePoint(StringPrototypeCodePointAt(text, 0), false);

function needsGrouping(part, previous, next, options, isNamed) {
  if (part.suffix !== '' || (part.prefix !== '' && part.prefix !== options.prefix)) return true;
  if (isNamed && part.type === 'segment-wildcard' && part.modifier === '' && next !== undefined && next.prefix === '' && next.suffix === '') {
    if (next.type === 'fixed-text' ? startsLikeName(next.value) : startsWithDigit(next.name)) return true;
  }
  return part.prefix === '' && previous?.type === 'fixed-text' && options.prefix !== '' && StringPrototypeEndsWith(previous.value, options.prefix);
}

function patternOf(part, previous, next, options) {
  if (part.type === 'fixed-text') return part.modifier === '' ? escapePattern(part.value) : `{${escapePattern(part.value)}}${part.modifier}`;
  const isNamed = !startsWithDigit(part.name), grouped = needsGrouping(part, previous, next, options, isNamed);
  let result = `${grouped ? '{' : ''}${escapePattern(part.prefix)}${isNamed ? `:${part.name}` : ''}`;
  if (part.type === 'regexp') {
    result += `(${part.value})`;
  } else if (part.type === 'full-wildcard') {
    const isPlain = !isNamed
      && (previous === undefined || previous.type === 'fixed-text' || previous.modifier !== '' || grouped || part.prefix !== '');
    result += isPlain ? '*' : `(${fullWildcard})`;
  } else if (!isNamed) {
    result += `(${segmentWildcard(options)})`;
  } else if (startsLikeName(part.suffix)) {
    result += '\\';
  }
  return `${result}${escapePattern(part.suffix)}${grouped ? '}' : ''}${part.modifier}`;
}

// https://urlpattern.spec.whatwg.org/#generate-a-pattern-string
urlPattern.generatePattern = (parts, options) => {
  let result = '';
  for (let i = 0; i < parts.length; i++) result += patternOf(parts[i], i > 0 ? parts[i - 1] : undefined, parts[i + 1], options);
  return result;
};
