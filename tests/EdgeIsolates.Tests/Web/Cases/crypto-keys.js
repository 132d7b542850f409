// What keys are and do, apart from what is computed with them.
const { subtle } = crypto;
const gcm = { name: 'AES-GCM', length: 256 };
const generate = (...usages) => subtle.generateKey(gcm, true, usages);

test('a key tells what it is, the same object each time', async () => {
  const key = await generate('decrypt', 'encrypt', 'encrypt');
  equal([key.type, key.extractable], ['secret', true]);
  equal(key.algorithm, { name: 'AES-GCM', length: 256 });
  equal(key.usages, ['encrypt', 'decrypt']);
  equal(key.algorithm === key.algorithm && key.usages === key.usages, true);
  key.algorithm.name = 'AES-CBC';
  key.usages.length = 0;
  equal((await subtle.encrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, key, new Uint8Array(3))).byteLength, 19);
});

test('keys cannot be constructed, methods need their receiver', async () => {
  throws(() => new CryptoKey(), 'TypeError', 'Illegal constructor');
  throws(() => new SubtleCrypto(), 'TypeError', 'Illegal constructor');
  throws(() => CryptoKey.prototype.type, 'TypeError');
  await rejects(subtle.digest.call({}, 'SHA-1', new Uint8Array(0)), 'TypeError');
  equal(crypto.subtle === crypto.subtle, true);
});

test('names of algorithms: any ASCII case, and no other', async () => {
  equal((await subtle.digest({ name: 'sHa-256' }, new Uint8Array(0))).byteLength, 32);
  await rejects(subtle.digest('\u017fha-256', new Uint8Array(0)), 'NotSupportedError');
  await rejects(subtle.digest('MD5', new Uint8Array(0)), 'NotSupportedError', "'MD5'");
  await rejects(subtle.digest({}, new Uint8Array(0)), 'TypeError', 'name');
  await rejects(subtle.encrypt('AES-GCM', await generate('encrypt'), new Uint8Array(1)), 'TypeError', "'iv'");
});

test('a key does only what it may', async () => {
  const key = await generate('decrypt');
  const algorithm = { name: 'AES-GCM', iv: new Uint8Array(12) };
  await rejects(subtle.encrypt(algorithm, key, new Uint8Array(1)), 'InvalidAccessError', "'encrypt'");
  await rejects(subtle.decrypt({ name: 'AES-CBC', iv: new Uint8Array(16) }, key, new Uint8Array(16)), 'InvalidAccessError', 'AES-GCM');
  await rejects(subtle.generateKey(gcm, true, ['sign']), 'SyntaxError');
  await rejects(subtle.generateKey(gcm, true, []), 'SyntaxError');
  await rejects(subtle.generateKey(gcm, true, ['fly']), 'TypeError', 'KeyUsage');
  await rejects(subtle.exportKey('raw', await subtle.generateKey(gcm, false, ['encrypt'])), 'InvalidAccessError', 'not extractable');
  await rejects(subtle.exportKey('raw', await subtle.importKey('raw', new Uint8Array(4), 'PBKDF2', false, ['deriveBits'])), 'NotSupportedError');
  await rejects(subtle.exportKey('der', key), 'TypeError', 'KeyFormat');
});

test('what scripts get and give is theirs: later changes reach no key', async () => {
  const raw = new Uint8Array(16);
  const key = await subtle.importKey('raw', raw, 'AES-CBC', true, ['encrypt']);
  raw.fill(1);
  const out = new Uint8Array(await subtle.exportKey('raw', key));
  equal(out.join(), new Uint8Array(16).join());
  out.fill(2);
  equal(new Uint8Array(await subtle.exportKey('raw', key)).join(), new Uint8Array(16).join());
});

test('JSON Web Keys of secrets', async () => {
  const jwk = { kty: 'oct', k: 'AAECAwQFBgcICQoLDA0ODw', alg: 'A128GCM', ext: true, key_ops: ['encrypt', 'decrypt'] };
  const key = await subtle.importKey('jwk', jwk, 'AES-GCM', true, ['encrypt']);
  equal(await subtle.exportKey('jwk', key), { kty: 'oct', k: jwk.k, alg: 'A128GCM', key_ops: ['encrypt'], ext: true });
  const wrong = (change) => subtle.importKey('jwk', { ...jwk, ...change }, 'AES-GCM', true, ['encrypt']);
  await rejects(wrong({ kty: 'RSA' }), 'DataError');
  await rejects(wrong({ alg: 'A256GCM' }), 'DataError', 'A128GCM');
  await rejects(wrong({ ext: false }), 'DataError', 'extractable');
  await rejects(wrong({ use: 'sig' }), 'DataError', "'enc'");
  await rejects(wrong({ key_ops: ['decrypt'] }), 'DataError', 'usages');
  await rejects(wrong({ key_ops: ['encrypt', 'encrypt'] }), 'DataError', 'twice');
  await rejects(wrong({ k: '!' }), 'DataError', 'base64url');
  await rejects(wrong({ k: 'AA' }), 'DataError', '8');
  await rejects(subtle.importKey('jwk', new Uint8Array(16), 'AES-GCM', true, ['encrypt']), 'TypeError', "'jwk'");
  await rejects(subtle.importKey('raw', jwk, 'AES-GCM', true, ['encrypt']), 'TypeError', "'raw'");
});

test('HMAC keys have the length they are asked for', async () => {
  equal((await subtle.generateKey({ name: 'HMAC', hash: 'SHA-384' }, true, ['sign'])).algorithm, { name: 'HMAC', length: 1024, hash: { name: 'SHA-384' } });
  const odd = await subtle.importKey('raw', new Uint8Array([255, 255]), { name: 'HMAC', hash: 'SHA-1', length: 9 }, true, ['sign']);
  equal([...new Uint8Array(await subtle.exportKey('raw', odd))], [255, 128]);
  await rejects(subtle.importKey('raw', new Uint8Array(2), { name: 'HMAC', hash: 'SHA-1', length: 8 }, true, ['sign']), 'DataError');
  await rejects(subtle.importKey('raw', new Uint8Array(0), { name: 'HMAC', hash: 'SHA-1' }, true, ['sign']), 'DataError');
  await rejects(subtle.generateKey({ name: 'HMAC', hash: 'SHA-1', length: 2 ** 32 - 1 }, true, ['sign']), 'OperationError', 'at most');
});

test('a pair keeps its usages apart and its public half exportable', async () => {
  const { publicKey, privateKey } = await subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  equal([publicKey.usages, privateKey.usages, publicKey.extractable, privateKey.extractable], [['verify'], ['sign'], true, false]);
  const raw = await subtle.exportKey('raw', publicKey);
  equal([raw.byteLength, new Uint8Array(raw)[0]], [65, 4]);
  await rejects(subtle.exportKey('pkcs8', publicKey), 'InvalidAccessError', "'pkcs8'");
  await rejects(subtle.generateKey({ name: 'ECDSA', namedCurve: 'K-256' }, false, ['sign']), 'NotSupportedError', 'K-256');
});

test('a compressed point becomes a whole one', async () => {
  const { publicKey } = await subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
  const whole = new Uint8Array(await subtle.exportKey('raw', publicKey)), short = whole.slice(0, 33);
  short[0] = 2 + (whole[64] & 1);
  const again = await subtle.importKey('raw', short, { name: 'ECDH', namedCurve: 'P-256' }, true, []);
  equal(new Uint8Array(await subtle.exportKey('raw', again)).join(), whole.join());
  short[0] = 9;
  await rejects(subtle.importKey('raw', short, { name: 'ECDH', namedCurve: 'P-256' }, true, []), 'DataError');
});

test('every format there and back', async () => {
  for (const [algorithm, usages] of [
    [{ name: 'RSA-OAEP', hash: 'SHA-256', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]) }, ['encrypt', 'decrypt']],
    [{ name: 'ECDSA', namedCurve: 'P-521' }, ['sign', 'verify']], [{ name: 'Ed25519' }, ['sign', 'verify']], [{ name: 'X448' }, ['deriveBits']],
  ]) {
    const { publicKey, privateKey } = await subtle.generateKey(algorithm, true, usages);
    for (const [key, format] of [[publicKey, 'spki'], [publicKey, 'jwk'], [privateKey, 'pkcs8'], [privateKey, 'jwk']]) {
      const data = await subtle.exportKey(format, key);
      const again = await subtle.exportKey(format, await subtle.importKey(format, data, algorithm, true, key.usages));
      equal(format === 'jwk' ? again : new Uint8Array(again).join(), format === 'jwk' ? data : new Uint8Array(data).join(), `${algorithm.name} ${format}`);
    }
  }
});

test('wrapping as JSON', async () => {
  const wrapping = await subtle.generateKey({ name: 'AES-CTR', length: 128 }, false, ['wrapKey', 'unwrapKey', 'decrypt']);
  const algorithm = { name: 'AES-CTR', counter: new Uint8Array(16), length: 64 };
  const key = await subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, true, ['sign']);
  const wrapped = await subtle.wrapKey('jwk', key, wrapping, algorithm);
  const jwk = JSON.parse(new TextDecoder().decode(await subtle.decrypt(algorithm, wrapping, wrapped)));
  equal(jwk, await subtle.exportKey('jwk', key));
  const again = await subtle.unwrapKey('jwk', wrapped, wrapping, algorithm, { name: 'HMAC', hash: 'SHA-256' }, true, ['sign']);
  equal(await subtle.exportKey('jwk', again), jwk);
  await rejects(subtle.unwrapKey('jwk', new Uint8Array(10), wrapping, algorithm, 'AES-CBC', true, ['encrypt']), 'DataError');
});

test('structuredClone gives a key that works alike', async () => {
  const key = await generate('encrypt', 'decrypt'), copy = structuredClone({ key }).key;
  equal([copy instanceof CryptoKey, copy === key, copy.usages.join()], [true, false, 'encrypt,decrypt']);
  const algorithm = { name: 'AES-GCM', iv: new Uint8Array(12) };
  equal((await subtle.decrypt(algorithm, copy, await subtle.encrypt(algorithm, key, new Uint8Array(5)))).byteLength, 5);
});

test('a buffer detached by a getter is empty', async () => {
  const data = new Uint8Array(10);
  const algorithm = { get name() { structuredClone(data, { transfer: [data.buffer] }); return 'SHA-1'; } };
  equal((await subtle.digest(algorithm, data)).byteLength, 20);
});

test('getRandomValues', () => {
  const array = new Uint32Array(8);
  equal(crypto.getRandomValues(array) === array && array.some((value) => value !== 0), true);
  throws(() => crypto.getRandomValues(new Float32Array(1)), 'TypeMismatchError');
  throws(() => crypto.getRandomValues(new Uint8Array(65537)), 'QuotaExceededError', '65536');
});

test('timingSafeEqual', () => {
  equal(subtle.timingSafeEqual(new Uint8Array([1, 2]), new Uint8Array([1, 2]).buffer), true);
  equal(subtle.timingSafeEqual(new Uint8Array([1, 2]), new Uint8Array([1, 3])), false);
  throws(() => subtle.timingSafeEqual(new Uint8Array(1), new Uint8Array(2)), 'TypeError', 'same length');
});

test('DigestStream', async () => {
  const stream = new crypto.DigestStream('SHA-256');
  const writer = stream.getWriter();
  await writer.write('a');
  await writer.write(new Uint8Array([0x62]));
  await writer.write(new Uint8Array([0x63]).buffer);
  await writer.close();
  equal([Number(stream.bytesWritten), typeof stream.bytesWritten], [3, 'bigint']);
  equal(new Uint8Array(await stream.digest).slice(0, 4).join(), '186,120,22,191');
  const md5 = new crypto.DigestStream('md5');
  await new Blob(['abc']).stream().pipeTo(md5);
  equal(new Uint8Array(await md5.digest).slice(0, 4).join(), '144,1,80,152');
  const aborted = new crypto.DigestStream('SHA-1');
  await aborted.abort(new RangeError('enough'));
  await rejects(aborted.digest, 'RangeError', 'enough');
  const wrong = new crypto.DigestStream('SHA-1').getWriter();
  await rejects(wrong.write(7), 'TypeError', 'bytes or a string');
  throws(() => new crypto.DigestStream('SHA-7'), 'NotSupportedError');
});

test('patched prototypes neither see keys nor change what is computed', async () => {
  const seen = [];
  const spy = { configurable: true, get() { seen.push(this); return undefined; } };
  Object.defineProperty(Object.prototype, 'then', spy);
  Object.defineProperty(Object.prototype, 'toJSON', spy);
  Object.defineProperty(Object.prototype, 'd', { configurable: true, get() { throw new Error('asked'); } });
  try {
    const base = await subtle.importKey('raw', new Uint8Array(8), 'PBKDF2', false, ['deriveKey']);
    const key = await subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(8), iterations: 5000 }, base, gcm, true, ['encrypt']);
    const wrapping = await generate('wrapKey', 'unwrapKey');
    const algorithm = { name: 'AES-GCM', iv: new Uint8Array(12) };
    await subtle.unwrapKey('jwk', await subtle.wrapKey('jwk', key, wrapping, algorithm), wrapping, algorithm, 'AES-GCM', false, ['encrypt']);
  } finally {
    for (const name of ['then', 'toJSON', 'd']) delete Object.prototype[name];
  }
  equal(seen.filter((object) => object instanceof Uint8Array).length, 0, 'bytes seen');
  equal(seen.filter((object) => !(object instanceof CryptoKey) && !(object instanceof ArrayBuffer)).length, 0, 'other objects seen');
});
