import crypto, { KeyObject, createCipheriv, createDecipheriv, createHash, createHmac, createSecretKey, hkdfSync, pbkdf2, pbkdf2Sync, randomBytes, randomFillSync, randomInt, randomUUID, scrypt, scryptSync, timingSafeEqual, webcrypto } from 'node:crypto';
import { promisify } from 'node:util';

test('crypto: hashes', () => {
  equal(createHash('sha256').update('abc').digest('hex'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  equal(createHash('SHA1').update('a').update(Buffer.from('bc')).digest('base64'), 'qZk+NkcGgWq6PiVxeFDCbJzQ2J0=');
  equal(createHash('md5').update('').digest('hex'), 'd41d8cd98f00b204e9800998ecf8427e');
  equal(createHash('sha512').update('abc', 'latin1').digest().length, 64);
  equal(Buffer.isBuffer(createHash('sha384').update(new Uint16Array(2)).digest()), true);
  equal(createHash('RSA-SHA256').update('616263', 'hex').digest('base64url'), 'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
  throws(() => createHash('nope'), 'Error', 'Digest method not supported');
  throws(() => createHash('md5').update(5), 'TypeError', 'The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received type number (5)');
  const done = createHash('md5');
  done.digest();
  throws(() => done.update('x'), 'Error', 'Digest already called');
});

test('crypto: a hash is copied as it stands', () => {
  const begun = createHash('sha256').update('a'), other = begun.copy();
  equal(begun.update('bc').digest('hex'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  equal(other.update('bc').copy().digest('hex'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  equal(other instanceof crypto.Hash, true);
  throws(() => begun.copy(), 'Error', 'Digest already called');
});

test('crypto: HMAC', () => {
  equal(createHmac('sha256', 'key').update('The quick brown fox jumps over the lazy dog').digest('hex'), 'f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8');
  equal(createHmac('sha1', Buffer.from('key')).update('').digest('hex'), 'f42bb0eeb018ebbd4597ae7213711ec60760843f');
});

test('crypto: secret keys', () => {
  const key = createSecretKey(Buffer.from('key'));
  equal([key.type, key.symmetricKeySize, key.export().toString(), key instanceof KeyObject], ['secret', 3, 'key', true]);
  equal(createHmac('sha1', key).update('').digest('hex'), 'f42bb0eeb018ebbd4597ae7213711ec60760843f');
  equal([key.equals(createSecretKey('key', 'utf8')), key.equals(createSecretKey('yek', 'utf8'))], [true, false]);
  equal(key.export({ format: 'jwk' }), { kty: 'oct', k: 'a2V5' });
});

test('crypto: randomness', async () => {
  equal(randomBytes(70_000).length, 70_000);
  equal(randomBytes(16).equals(randomBytes(16)), false);
  equal((await promisify(randomBytes)(8)).length, 8);
  equal(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(randomUUID()), true);
  for (let i = 0; i < 50; i++) {
    const number = randomInt(-3, 4);
    equal(number >= -3 && number < 4 && Number.isInteger(number), true);
  }
  equal(randomFillSync(new Uint8Array(4), 2).subarray(0, 2).join(), '0,0');
  throws(() => randomBytes(-1), 'RangeError', 'The value of "size" is out of range. It must be >= 0 && <= 2147483647. Received -1');
  equal(crypto.webcrypto === globalThis.crypto && webcrypto === globalThis.crypto, true);
});

test('crypto: timingSafeEqual', () => {
  equal(timingSafeEqual(Buffer.from('abc'), Buffer.from('abc')), true);
  equal(timingSafeEqual(Buffer.from('abc'), Buffer.from('abd')), false);
  throws(() => timingSafeEqual(Buffer.from('a'), Buffer.from('ab')), 'RangeError', 'Input buffers must have the same byte length');
});

test('crypto: derived keys', async () => {
  equal(pbkdf2Sync('password', 'salt', 2, 20, 'sha1').toString('hex'), 'ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957');
  equal((await promisify(pbkdf2)('password', 'salt', 1, 20, 'sha1')).toString('hex'), '0c60c80f961f0e71f3a9b524af6012062fe037a6');
  equal(Buffer.from(hkdfSync('sha256', Buffer.alloc(22, 0x0b), Buffer.from('000102030405060708090a0b0c', 'hex'), Buffer.from('f0f1f2f3f4f5f6f7f8f9', 'hex'), 42)).toString('hex'),
    '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865');
  throws(() => pbkdf2Sync('p', 's', 1, 1, 'nope'), 'TypeError', 'Invalid digest: nope');
});

test('crypto: scrypt', async () => {
  // https://datatracker.ietf.org/doc/html/rfc7914#section-12
  equal(scryptSync('', '', 64, { N: 16, r: 1, p: 1 }).toString('hex'),
    '77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906');
  equal((await promisify(scrypt)('pleaseletmein', 'SodiumChloride', 64)).toString('hex'),
    '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887');
  equal((await promisify(scrypt)('password', Buffer.from('NaCl'), 16, { cost: 1024, blockSize: 8, parallelization: 16 })).toString('hex'), 'fdbabe1c9d3472007856e7190d01e9fe');
  equal(scryptSync('p', 's', 0).length, 0);
  for (const options of [{ N: 3 }, { N: 1 }, { N: 2 ** 16, r: 1 }, { r: 2 ** 20, p: 2 ** 20 }]) throws(() => scryptSync('p', 's', 1, options), 'RangeError', 'Invalid scrypt params');
  throws(() => scryptSync('p', 's', 1, { N: 2 ** 16 }), 'RangeError', 'Invalid scrypt params: memory limit exceeded');
  throws(() => scryptSync('p', 's', 1, { N: 2, cost: 2 }), 'TypeError', 'Option "N" cannot be used in combination with option "cost"');
  throws(() => scrypt('p', 's', 1), 'TypeError', 'callback');
});

test('crypto: what a callback throws is its own', async () => {
  const heard = new Promise((resolve) => addEventListener('error', (event) => {
    event.preventDefault();
    resolve(event.error);
  }, { once: true }));
  pbkdf2('p', 's', 5000, 1, 'sha256', () => { throw new Error('from the callback'); });
  equal((await heard).message, 'from the callback');
});

test('crypto: AES in GCM', async () => {
  // https://csrc.nist.gov/projects/cryptographic-algorithm-validation-program, gcmEncryptExtIV256
  const key = Buffer.from('92e11dcdaa866f5ce790fd24501f92509aacf4cb8b1339d50c9c1240935dd08b', 'hex'), iv = Buffer.from('ac93a1a6145299bde902f21a', 'hex');
  const plain = '2d71bcfa914e4ac045b2aa60955fad24', aad = Buffer.from('1e0889016f67601c8ebea4943bc23ad6', 'hex');
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(aad);
  equal(cipher.update(plain, 'hex', 'hex') + cipher.final('hex'), '8995ae2e6df3dbf96fac7b7137bae67f');
  equal(cipher.getAuthTag().toString('hex'), 'eca5aa77d51d4a0a14d9c51e1da474ab');
  const decipher = (tag, options) => createDecipheriv('AES-256-GCM', createSecretKey(key), iv, options).setAAD(aad).setAuthTag(Buffer.from(tag, 'hex'));
  const right = decipher('eca5aa77d51d4a0a14d9c51e1da474ab');
  equal(right.update('8995ae2e6df3dbf96fac7b7137bae67f', 'hex').toString('hex') + right.final('hex'), plain);
  const wrong = decipher('eca5aa77d51d4a0a14d9c51e1da474ac');
  wrong.update('8995ae2e6df3dbf96fac7b7137bae67f', 'hex');
  throws(() => wrong.final(), 'Error', 'Unsupported state or unable to authenticate data');
  const short = createCipheriv('aes-128-gcm', Buffer.alloc(16), Buffer.alloc(12), { authTagLength: 4 });
  short.final();
  equal(short.getAuthTag().length, 4);
  throws(() => decipher('eca5aa', undefined), 'TypeError', 'Invalid authentication tag length: 3');
  throws(() => decipher('eca5aa77', { authTagLength: 16 }), 'TypeError', 'Invalid authentication tag length: 4');
  const late = createCipheriv('aes-256-gcm', key, iv);
  late.update('a');
  throws(() => late.setAAD(aad), 'Error', 'Invalid state for operation setAAD');
  throws(() => late.getAuthTag(), 'Error', 'Invalid state for operation getAuthTag');
  const web = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
  const made = createCipheriv('aes-256-gcm', key, iv), sealed = Buffer.concat([made.update('for the other'), made.final(), made.getAuthTag()]);
  equal(Buffer.from(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, web, sealed)).toString(), 'for the other');
});

test('crypto: AES in CBC and CTR', () => {
  const key = Buffer.alloc(32, 1), iv = Buffer.alloc(16, 2);
  for (const name of ['aes-256-cbc', 'aes-256-ctr', 'aes-128-cbc', 'aes-192-ctr']) {
    const secret = key.subarray(0, +name.slice(4, 7) / 8), cipher = createCipheriv(name, secret, iv), decipher = createDecipheriv(name, secret, iv);
    const text = 'gr\u00fc\u00dfe \u{1f600} '.repeat(9);
    let sealed = '', opened = '';
    for (const character of text) sealed += cipher.update(character, 'utf8', 'base64');
    sealed += cipher.final('base64');
    for (const byte of Buffer.from(sealed, 'base64')) opened += decipher.update(Buffer.from([byte]), undefined, 'utf8');
    equal(opened + decipher.final('utf8'), text, name);
  }
  const long = createCipheriv('aes-256-ctr', key, iv), data = Buffer.alloc(3e6, 'x');
  const opened = createDecipheriv('aes-256-ctr', key, iv).update(Buffer.concat([long.update(data), long.final()]));
  equal(opened.equals(data), true);
  const unpadded = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
  equal(unpadded.update(Buffer.alloc(16)).length + unpadded.final().length, 16);
  const bad = createDecipheriv('aes-256-cbc', key, iv), cut = createDecipheriv('aes-256-cbc', key, iv);
  bad.update(Buffer.alloc(16));
  cut.update(Buffer.alloc(15));
  throws(() => bad.final(), 'Error', 'bad decrypt');
  throws(() => cut.final(), 'Error', 'wrong final block length');
  throws(() => cut.final(), 'Error', 'Invalid state');
  throws(() => cut.update('x'), 'Error', 'Trying to add data in unsupported state');
  throws(() => cut.setAuthTag(Buffer.alloc(16)), 'Error', 'Invalid state for operation setAuthTag');
});

test('crypto: ciphers that cannot be', () => {
  throws(() => createCipheriv('rot13', 'k', 'i'), 'Error', 'Unknown cipher');
  throws(() => createCipheriv('aes-256-cbc', 'k', Buffer.alloc(16)), 'RangeError', 'Invalid key length');
  for (const [name, iv] of [['aes-256-cbc', Buffer.alloc(3)], ['aes-256-cbc', null], ['aes-256-gcm', Buffer.alloc(0)]]) {
    throws(() => createCipheriv(name, Buffer.alloc(32), iv), 'TypeError', 'Invalid initialization vector');
  }
  equal(crypto.getCiphers().length, 9);
});
