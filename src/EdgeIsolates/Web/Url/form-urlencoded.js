'use strict';
// https://url.spec.whatwg.org/#application/x-www-form-urlencoded
// Both ways work on a flat list [name, value, name, value…].
const { StringPrototypeIndexOf, StringPrototypeReplaceAll, StringPrototypeSlice, NewList } = internals.primordials;
const { percent } = internals;

function decodePart(text) {
  if (StringPrototypeIndexOf(text, '+') >= 0) text = StringPrototypeReplaceAll(text, '+', ' ');
  return percent.decode(text);
}

// https://url.spec.whatwg.org/#concept-urlencoded-parser
function parse(input) {
  const list = NewList();
  let start = 0, equals = -1;
  while (start < input.length) {
    let end = StringPrototypeIndexOf(input, '&', start);
    if (end < 0) end = input.length;
    if (end > start) {
      if (equals < start) equals = StringPrototypeIndexOf(input, '=', start);
      if (equals < 0) equals = input.length; // not looked for again: a long text of names alone would be walked through for each of them
      const at = list.length, split = equals < end ? equals : end;
      list[at] = decodePart(StringPrototypeSlice(input, start, split));
      list[at + 1] = split < end ? decodePart(StringPrototypeSlice(input, split + 1, end)) : '';
    }
    start = end + 1;
  }
  return list;
}

// https://url.spec.whatwg.org/#concept-urlencoded-serializer
function serialize(list) {
  let output = '';
  for (let i = 0; i < list.length; i += 2) {
    if (i > 0) output += '&';
    output += `${percent.encode(list[i], percent.formUrlencoded, '+')}=${percent.encode(list[i + 1], percent.formUrlencoded, '+')}`;
  }
  return output;
}

internals.formUrlencoded = { __proto__: null, parse, serialize };
