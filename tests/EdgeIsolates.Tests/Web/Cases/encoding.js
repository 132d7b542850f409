const decode = (label, bytes, options) => new TextDecoder(label, options).decode(new Uint8Array(bytes));

test('labels', () => {
  const names = [[' LATIN1\n', 'windows-1252'], ['Shift-JIS', 'shift_jis'], ['gb2312', 'gbk'], ['utf-16', 'utf-16le'], ['iso-8859-8-i', 'iso-8859-8-i'], ['x-user-defined', 'x-user-defined']];
  for (const [label, name] of names) equal(new TextDecoder(label).encoding, name);
  for (const label of ['', 'utf-7', 'replacement', 'iso-2022-kr', '\u00a0utf-8', 'utf\u20118']) throws(() => new TextDecoder(label), 'RangeError', 'label');
});
test('encodings of one byte', () => {
  equal(decode('windows-1251', [0xcf, 0xf0, 0x21]), '\u041f\u0440!');
  equal(decode('iso-8859-15', [0xa4]), '\u20ac');
  equal(decode('koi8-u', [0xa4, 0xae]), '\u0454\u045e');
  equal(decode('x-user-defined', [0x41, 0x80, 0xff]), 'A\uf780\uf7ff');
  equal(decode('windows-1253', [0xaa, 0]), '\ufffd\0');
  throws(() => decode('windows-1253', [0xaa], { fatal: true }), 'TypeError', 'windows-1253');
});
test('encodings of more bytes', () => {
  equal(decode('shift_jis', [0x82, 0xa0, 0xb1, 0x5c, 0xf0, 0x40]), '\u3042\uff71\\\ue000');
  equal(decode('euc-jp', [0xa4, 0xa2, 0x8e, 0xb1, 0x8f, 0xb0, 0xa1]), '\u3042\uff71\u4e02');
  equal(decode('iso-2022-jp', [0x1b, 0x24, 0x42, 0x24, 0x22, 0x1b, 0x28, 0x4a, 0x5c, 0x1b, 0x28, 0x42, 0x5c]), '\u3042\u00a5\\');
  equal(decode('big5', [0xa4, 0x40, 0x88, 0x62, 0x87, 0x45]), '\u4e00\u00ca\u0304\ud85c\ude67');
  equal(decode('euc-kr', [0xb0, 0xa1, 0x81, 0x41]), '\uac00\uac02');
  equal(decode('gb18030', [0xc4, 0xe3, 0x81, 0x30, 0x81, 0x30, 0x94, 0x39, 0xda, 0x33, 0x80]), '\u4f60\u0080\u{1f4a9}\u20ac');
  equal(decode('utf-16be', [0xfe, 0xff, 0xd8, 0x3d, 0xdc, 0xa9, 0xd8, 0]), '\u{1f4a9}\ufffd');
});
test('an ASCII byte after a broken lead is not swallowed', () => {
  equal(decode('shift_jis', [0x82, 0x22]), '\ufffd"');
  equal(decode('gb18030', [0x81, 0x30, 0x22]), '\ufffd0"');
  equal(decode('gb18030', [0x81, 0x30, 0x81, 0x22]), '\ufffd0\ufffd"');
  equal(decode('iso-2022-jp', [0x1b, 0x24, 0x22]), '\ufffd$"');
  equal(decode('big5', [0x81, 0x3c]), '\ufffd<');
});
test('any cut of the bytes gives the same text', () => {
  const samples = { gb18030: [0x41, 0x81, 0x30, 0x81, 0x30, 0xc4, 0xe3, 0xff], 'euc-jp': [0x8f, 0xb0, 0xa1, 0xa4, 0xa2, 0x8f], 'iso-2022-jp': [0x1b, 0x24, 0x42, 0x24, 0x22, 0x1b, 0x28],
    'utf-16le': [0x3d, 0xd8, 0xa9, 0xdc, 0x41, 0, 0x3d], 'utf-8': [0xef, 0xbb, 0xbf, 0xf0, 0x9f, 0x92, 0xa9, 0xe2, 0x82] };
  for (const label in samples) {
    const bytes = new Uint8Array(samples[label]), whole = new TextDecoder(label).decode(bytes), decoder = new TextDecoder(label);
    for (let cut = 0; cut <= bytes.length; cut++) {
      equal(decoder.decode(bytes.subarray(0, cut), { stream: true }) + decoder.decode(bytes.subarray(cut)), whole, `${label} at ${cut}`);
    }
    let text = '';
    for (const byte of bytes) text += decoder.decode(new Uint8Array([byte]), { stream: true });
    equal(text + decoder.decode(), whole, label);
  }
});
test('long texts are decoded piece by piece', () => {
  const bytes = new Uint8Array(200001).fill(0x82);
  for (let i = 1; i < bytes.length; i += 2) bytes[i] = 0xa0;
  const text = new TextDecoder('shift_jis').decode(bytes);
  equal([text.length, text[99999], text[100000]], [100001, '\u3042', '\ufffd']);
});
test('after an error the decoder begins anew', () => {
  const decoder = new TextDecoder('euc-kr', { fatal: true });
  throws(() => decoder.decode(new Uint8Array([0xb0])), 'TypeError', 'euc-kr');
  equal(decoder.decode(new Uint8Array([0xa1, 0xa1])), '\u3000');
});
test('of a detached buffer nothing is decoded', async () => {
  const views = [new Uint8Array([65, 66, 67]), new DataView(new ArrayBuffer(3)), new ArrayBuffer(3)];
  for (const view of views) {
    const buffer = ArrayBuffer.isView(view) ? view.buffer : view;
    structuredClone(buffer, { transfer: [buffer] });
    equal(new TextDecoder().decode(view), '');
    const { readable, writable } = new TextDecoderStream();
    const writer = writable.getWriter();
    writer.write(view);
    writer.write(new Uint8Array([68]));
    writer.close();
    equal(await new Response(readable.pipeThrough(new TextEncoderStream())).text(), 'D');
    equal(await new Blob([view, 'E']).text(), 'E');
    equal(await new Response(view).text(), '');
  }
});
test('atob and btoa of what is long', () => {
  const bytes = Uint8Array.from({ length: 2e6 + 1 }, (_, i) => i * 7), binary = Buffer.from(bytes).toString('latin1');
  const text = btoa(binary);
  equal(text, Buffer.from(bytes).toString('base64'));
  equal(atob(text) === binary, true);
  equal(atob(`\n${text.slice(0, 1e6)} \t\f\r${text.slice(1e6)}`.replace(/=+$/, '')) === binary, true);
  throws(() => atob(`${text.slice(0, 1e6)}-${text.slice(1e6 + 1)}`), 'InvalidCharacterError');
  throws(() => btoa(`${binary}\u0100`), 'InvalidCharacterError', 'Latin1');
});
test('atob of what is odd', () => {
  equal(['', ' ', 'YQ', 'YQ==', 'YR==', 'YWI', 'YWJj'].map(atob), ['', '', 'a', 'a', 'a', 'ab', 'abc']);
  for (const text of ['Y', 'YQ=', 'YQ===', '=', '====', 'YQ=a', 'Y\u00e9==', '\u{1f600}', 'YWJjY']) throws(() => atob(text), 'InvalidCharacterError');
});
