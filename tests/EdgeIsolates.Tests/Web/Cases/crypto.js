// Known answers: of the standards that define the algorithms, and (RSA, ECDSA, the curves) of another implementation.
const { subtle } = crypto;
const bytes = (hex) => new Uint8Array((hex.match(/../g) ?? []).map((pair) => parseInt(pair, 16)));
const hexOf = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
const text = (string) => new TextEncoder().encode(string);
const abc = text('abc');

async function secret(algorithm, hex, ...usages) { return subtle.importKey('raw', bytes(hex), algorithm, true, usages); }

// FIPS 180-4
for (const [hash, expected] of [
  ['SHA-1', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
  ['SHA-256', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ['SHA-384', 'cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7'],
  ['SHA-512', 'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f'],
]) {
  test(`digest ${hash}`, async () => equal(hexOf(await subtle.digest(hash, abc)), expected));
}

test('digest of more than fits in one go of the isolate', async () => {
  const million = new Uint8Array(1_000_000).fill(0x61);
  equal(hexOf(await subtle.digest('SHA-256', million)), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0');
  const pending = subtle.digest('SHA-1', million);
  million.fill(0);
  equal(hexOf(await pending), '34aa973cd4c4daa4f61eeb2bdbad27316534016f');
});

// RFC 4231, test case 2
test('HMAC', async () => {
  const key = await subtle.importKey('raw', text('Jefe'), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
  const data = text('what do ya want for nothing?');
  const mac = await subtle.sign('HMAC', key, data);
  equal(hexOf(mac), '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
  equal(await subtle.verify('HMAC', key, mac, data), true);
  equal(await subtle.verify('HMAC', key, mac.slice(1), data), false);
  equal(await subtle.verify('HMAC', key, mac, text('what do ya want for something?')), false);
  const long = new Uint8Array(200_000);
  equal(await subtle.verify('HMAC', key, await subtle.sign('HMAC', key, long), long), true);
});

// SP 800-38A, F.2.1 and F.5.1
const nistKey = '2b7e151628aed2a6abf7158809cf4f3c';
const nistText = '6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51';

test('AES-CBC', async () => {
  const key = await secret('AES-CBC', nistKey, 'encrypt', 'decrypt');
  const algorithm = { name: 'AES-CBC', iv: bytes('000102030405060708090a0b0c0d0e0f') };
  const encrypted = await subtle.encrypt(algorithm, key, bytes(nistText));
  equal(hexOf(encrypted).slice(0, 64), '7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2');
  equal(hexOf(await subtle.decrypt(algorithm, key, encrypted)), nistText);
  await rejects(subtle.decrypt(algorithm, key, encrypted.slice(0, 32)), 'OperationError');
  await rejects(subtle.decrypt(algorithm, key, encrypted.slice(0, 31)), 'OperationError', 'blocks');
});

test('AES-CTR', async () => {
  const key = await secret('AES-CTR', nistKey, 'encrypt', 'decrypt');
  const algorithm = { name: 'AES-CTR', counter: bytes('f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff'), length: 128 };
  equal(hexOf(await subtle.encrypt(algorithm, key, bytes(nistText))), '874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff');
});

test('AES-CTR counts only the bits it was given', async () => {
  const key = await secret('AES-CTR', nistKey, 'encrypt');
  const block = (counter, length) => subtle.encrypt({ name: 'AES-CTR', counter: bytes(counter), length }, key, new Uint8Array(16));
  const three = hexOf(await subtle.encrypt({ name: 'AES-CTR', counter: bytes('000000000000000000000000000000fe'), length: 8 }, key, new Uint8Array(40)));
  equal(three.slice(0, 32), hexOf(await block('000000000000000000000000000000fe', 8)));
  equal(three.slice(32, 64), hexOf(await block('000000000000000000000000000000ff', 8)));
  equal(three.slice(64), hexOf(await block('00000000000000000000000000000000', 8)).slice(0, 16));
  const whole = hexOf(await subtle.encrypt({ name: 'AES-CTR', counter: bytes('ff'.repeat(16)), length: 128 }, key, new Uint8Array(32)));
  equal(whole.slice(32), hexOf(await block('00'.repeat(16), 128)));
  await rejects(subtle.encrypt({ name: 'AES-CTR', counter: new Uint8Array(16), length: 1 }, key, new Uint8Array(33)), 'OperationError', 'counter of 1 bits');
  equal((await subtle.encrypt({ name: 'AES-CTR', counter: new Uint8Array(16), length: 1 }, key, new Uint8Array(32))).byteLength, 32);
});

// The Galois/Counter Mode of Operation, test case 4
test('AES-GCM', async () => {
  const key = await secret('AES-GCM', 'feffe9928665731c6d6a8f9467308308', 'encrypt', 'decrypt');
  const algorithm = { name: 'AES-GCM', iv: bytes('cafebabefacedbaddecaf888'), additionalData: bytes('feedfacedeadbeeffeedfacedeadbeefabaddad2') };
  const plain = 'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39';
  const encrypted = await subtle.encrypt(algorithm, key, bytes(plain));
  equal(hexOf(encrypted), '42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091'
    + '5bc94fbc3221a5db94fae95ae7121a47');
  equal(hexOf(await subtle.decrypt(algorithm, key, encrypted)), plain);
  new Uint8Array(encrypted)[0] ^= 1;
  await rejects(subtle.decrypt(algorithm, key, encrypted), 'OperationError');
  await rejects(subtle.encrypt({ ...algorithm, tagLength: 100 }, key, abc), 'OperationError', 'tag');
  const short = { ...algorithm, tagLength: 32, iv: new Uint8Array(40) };
  equal(hexOf(await subtle.decrypt(short, key, await subtle.encrypt(short, key, abc))), '616263');
});

// RFC 3394, 4.1
test('AES-KW', async () => {
  const wrapping = await secret('AES-KW', '000102030405060708090a0b0c0d0e0f', 'wrapKey', 'unwrapKey');
  const key = await secret('AES-GCM', '00112233445566778899aabbccddeeff', 'encrypt');
  const wrapped = await subtle.wrapKey('raw', key, wrapping, 'AES-KW');
  equal(hexOf(wrapped), '1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5');
  const again = await subtle.unwrapKey('raw', wrapped, wrapping, 'AES-KW', 'AES-GCM', true, ['encrypt']);
  equal(hexOf(await subtle.exportKey('raw', again)), '00112233445566778899aabbccddeeff');
  new Uint8Array(wrapped)[3] ^= 1;
  await rejects(subtle.unwrapKey('raw', wrapped, wrapping, 'AES-KW', 'AES-GCM', true, ['encrypt']), 'OperationError');
});

// RFC 5869, A.1
test('HKDF', async () => {
  const key = await subtle.importKey('raw', bytes('0b'.repeat(22)), 'HKDF', false, ['deriveBits']);
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: bytes('000102030405060708090a0b0c'), info: bytes('f0f1f2f3f4f5f6f7f8f9') };
  equal(hexOf(await subtle.deriveBits(algorithm, key, 336)), '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865');
  await rejects(subtle.deriveBits(algorithm, key, 8 * 255 * 32 + 8), 'OperationError', 'at most 8160 bytes');
});

// RFC 6070
test('PBKDF2', async () => {
  const key = await subtle.importKey('raw', text('password'), 'PBKDF2', false, ['deriveBits', 'deriveKey']);
  const derive = (iterations) => subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-1', salt: text('salt'), iterations }, key, 160);
  equal(hexOf(await derive(1)), '0c60c80f961f0e71f3a9b524af6012062fe037a6');
  equal(hexOf(await derive(4096)), '4b007901b765489abead49d926f721d065a429c1');
  const mac = await subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-1', salt: text('salt'), iterations: 4096 }, key, { name: 'HMAC', hash: 'SHA-1', length: 160 }, true, ['sign']);
  equal(hexOf(await subtle.exportKey('raw', mac)), '4b007901b765489abead49d926f721d065a429c1');
});

const rsa = {
  kty: 'RSA',
  n: '5ZOqTUHsvGUhfOFLmmwlsKyx21Pke_cXYn6KxEoB1hRJTnu_wlAX8IY1lj-9TXOXOJdkVosS2fIEZeYAABbIQlerZFqnRF_4VCp50Z6BN3d-vD0uOe4J7ZfOmOB__PFaiywvRNfO2ZeAuLa8ePaVUNq-4GKRvWSQ5BaFOOWzkwM',
  e: 'AQAB',
  d: 'CgL4iEn5svWOEk4Y5_ETa7L8Rp5P9n_-CxONpaW8ksNrtvp6kFTB1oFj0NuSu8_wpk0j2QpTliGRw4fWNCrKLNVU7Xk4p6tO52aCJMJBL6-sscKMcAyKiFTXp-NjN1Oee6esF59i2MK0Lhfk0Z086RDolf8k33Rj1AcETCPrfME',
  p: '8t6X5EtcpkTM4P7f-xzaST72HHwC5XfpstQP2DIC8GYd6kIUcF5hFJqLSiXgPPW1DXvOZPk9mlK_BaF_PO_-Mw',
  q: '8f0Ylg5vKcumVPyIQ7udDwsn1IqR87zAxUVaXGeH0BCeJoovMl643XZ_d286fTRF0-vskr8kIhax-neYrUan8Q',
  dp: 'tC56B6_1e5E9YosUxqsAMykX08gZKf7NjZOQcbegwJMyDHKb0UXjxjJltkvlUbSEbw1z8SuMDWroNxg6Wo4-Sw',
  dq: 'cpYPY1bYaqklTQ77k18uouX8aVdof0r82Sza-fCITgzgZo1-hdJ2pV-sQijoQEtVWWFY97AM8xteEaU6JarUcQ',
  qi: 'q0TeiNd-8E9xsesRclNssmJjwLSQXMNamco1Dmdagstx7T5-3Gb3Dk1c2GA7C_6_MKv3Nis_5lx8s-vJv_MroA',
};
const { kty, n, e } = rsa;

test('RSASSA-PKCS1-v1_5', async () => {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const key = await subtle.importKey('jwk', rsa, algorithm, false, ['sign']);
  const signature = 'c7e3fb2377cbff36c4ee3fd8d7045fb3f814891b7e500e4ec5481f5733c78b7ca36e2691b2219bcc4c8334feda176a34e56eb2ce902ae6d44a3e27f61dedf3ffa140b073cbb7d5493232d1b906664c78bf3d8d9fdb70e4497f1a97cecbbd626873f7ae0b26e003de7a18cff125d26061499353b17599a05c612d53b745f27422';
  equal(hexOf(await subtle.sign(algorithm, key, abc)), signature);
  const publicKey = await subtle.importKey('jwk', { kty, n, e }, algorithm, true, ['verify']);
  equal(await subtle.verify(algorithm, publicKey, bytes(signature), abc), true);
  equal(await subtle.verify(algorithm, publicKey, bytes(signature), text('abd')), false);
  equal(publicKey.algorithm, { name: 'RSASSA-PKCS1-v1_5', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: { name: 'SHA-256' } });
});

test('RSA-PSS', async () => {
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' };
  const publicKey = await subtle.importKey('jwk', { kty, n, e }, algorithm, true, ['verify']);
  const signature = bytes('6fbc5bb9f3782d3b58d6214a6ef5ef6120b4283d77bf03acb55c324d33c3cdcbd03d15b56f070fca244b2744aca3a66e7f2dc654cadbb3cd38393d1606f11add6b056fcd7f07c565f6414c4c26f49afe02d09fcd62846b3668341b4539d58683ed88d8731293faf523de2eb183f4835f22c2d7194035f1d8fe52c204b5215349');
  equal(await subtle.verify({ name: 'RSA-PSS', saltLength: 11 }, publicKey, signature, abc), true);
  equal(await subtle.verify({ name: 'RSA-PSS', saltLength: 12 }, publicKey, signature, abc), false);
  const key = await subtle.importKey('jwk', rsa, algorithm, false, ['sign']);
  equal(await subtle.verify({ name: 'RSA-PSS', saltLength: 20 }, publicKey, await subtle.sign({ name: 'RSA-PSS', saltLength: 20 }, key, abc), abc), true);
  await rejects(subtle.sign({ name: 'RSA-PSS', saltLength: 4294967295 }, key, abc), 'OperationError');
});

test('RSA-OAEP with a label', async () => {
  const algorithm = { name: 'RSA-OAEP', hash: 'SHA-1' };
  const key = await subtle.importKey('jwk', rsa, algorithm, false, ['decrypt']);
  const encrypted = bytes('be3ade271d9eb1027bb1d24a9b33dacbbcb83b4650eddde765a50876b12c74b088c9f9ae4b0e3b3ee224d2c4c731cf4f770bf81c1be18421ed353bdee683baa72f77a80d37c5a20ea2a0af9cd06f121cedd146818343c61c580a22da3953f020acd4787515231a4c0fe5ea5e5fe248df37870a651094fdad6f05afb2e9954831');
  equal(new TextDecoder().decode(await subtle.decrypt({ name: 'RSA-OAEP', label: text('lab') }, key, encrypted)), 'secret');
  await rejects(subtle.decrypt('RSA-OAEP', key, encrypted), 'OperationError');
  const publicKey = await subtle.importKey('jwk', { kty, n, e }, algorithm, false, ['encrypt']);
  await rejects(subtle.encrypt('RSA-OAEP', publicKey, new Uint8Array(87)), 'OperationError', 'too long');
});

test('ECDSA', async () => {
  const jwk = { kty: 'EC', x: '4pLboPzCTH-I9ATaPEXmnG3MypPqmqtWHdVYbCoyyQJWcbxIk7rVBb5EcouHg3hT', y: 'sXyC_UUIGyq1UgFtR4NPxSgbjjCF7WeHl3-ZO0br7byi5xKn-1Wbop0HkKJ3EuPB', crv: 'P-384', d: '7uOMfD72AJn-YTT9Oj8oNoDaC967KKqMX4yNSYIxCKrMT-UQUNMWk2JU5hWNEanm' };
  const algorithm = { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-512' };
  const key = await subtle.importKey('jwk', jwk, algorithm, true, ['sign']);
  const publicKey = await subtle.importKey('jwk', { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y }, algorithm, true, ['verify']);
  const known = bytes('0ca26494ecf7c6af713286fadc8d76680a4b1ef71f6656acfb564110571f5f6e0dbef10f96c7a1f1ca9aef1ea1ac0226401a6f7214f18c4adf9d920a7d5d013b6f80033e7dac601c0ba679c281bc4a08664184cfe50abae3d3f37373e9a2fed1');
  equal(await subtle.verify(algorithm, publicKey, known, abc), true);
  const signature = await subtle.sign(algorithm, key, abc);
  equal(signature.byteLength, 96);
  equal(await subtle.verify(algorithm, publicKey, signature, abc), true);
  equal(await subtle.verify(algorithm, publicKey, signature, text('abd')), false);
  equal(await subtle.verify(algorithm, publicKey, new Uint8Array(96), abc), false);
  equal(await subtle.verify(algorithm, publicKey, new Uint8Array(0), abc), false);
  await rejects(subtle.importKey('jwk', { ...jwk, d: jwk.x }, algorithm, true, ['sign']), 'DataError', 'does not belong');
});

// RFC 8032, 7.1, test 2
test('Ed25519', async () => {
  const publicKey = await subtle.importKey('raw', bytes('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c'), 'Ed25519', true, ['verify']);
  const { x } = await subtle.exportKey('jwk', publicKey);
  const d = btoa(String.fromCharCode(...bytes('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb'))).replace(/=/g, '').replace(/\+/g, '-').replace(/\//g, '_');
  const key = await subtle.importKey('jwk', { kty: 'OKP', crv: 'Ed25519', x, d }, 'Ed25519', false, ['sign']);
  const signature = await subtle.sign('Ed25519', key, bytes('72'));
  equal(hexOf(signature), '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00');
  equal(await subtle.verify('Ed25519', publicKey, signature, bytes('72')), true);
  equal(await subtle.verify('Ed25519', publicKey, signature, bytes('73')), false);
});

test('Ed448', async () => {
  const jwk = { crv: 'Ed448', d: 'helOMW24mV_mqdlAmi9I7TwX_IVNqfiXIwxdar8jWBARUi1ifkKFK7TrMRKYCPBS1I1X5RV8Ojtn', x: '3PHWuwF205Obea0V5QB9hb9MM_JhMdzWPliV4W8Cha-WR01nsfPkj9G5XAI5EYhO-eRgMlo4U1gA', kty: 'OKP' };
  const key = await subtle.importKey('jwk', jwk, 'Ed448', false, ['sign']);
  equal(hexOf(await subtle.sign('Ed448', key, abc)), '22d9db2b0a5f680c45a9a3aaa67c1c66c0905f40e09eb00e763a05334659d57e6d61e9524b797006bbec60d938bbfa2f86af96300d44318480b73e2a6ed8ed7555d87f49c1d7a86a9f92573d798d59d990b64f159ec38143e476539ebb832ca9c8f34eec17e78c89806aacaba4c3d5a02400');
});

for (const [name, jwk, x, expected] of [
  ['X25519', { crv: 'X25519', d: '-IYwgxdBz9jcB8D5PrqZjiqN5Z9e8R0sol0pQ3pnIVE', x: 'WuVB8IR9HY8kqvel5Xmwe8hxtY9DiefvycG_SxN0oD8', kty: 'OKP' }, 'IIA_zM5nV37MGXQnoSW3jMTHDOb3awrDNBtqHh_R1TI', 'dd87dcfb80582e02d3718eb3969cb9d453282dfe138a42aaab26281c3e416436'],
  ['X448', { crv: 'X448', d: 'HJnxoMPyN_36gOEoDlBG_ybBlGicaIIq9Ut-VuRkI_Cb4NkTHyAoPlYT-kQf56UTvHV1DH8H9_c', x: 'q8kHZn-FIW5nlb_1PAqhutCEp5UC2jUp_-0GWrjxRqtr2bTyw9Rlnliqm41r3DTxK05c3Hbm1Ss', kty: 'OKP' }, 'JUvI8HyhRv3GeAbVjHyKGAR-aAVFztg2zfCfMvshWIltnxnl--B5G-0bhkAcFFNspEKK5GSSsWI', '873e7c83f669d7c2a71fbf3830c06e80ce4c656bd11b2e79449dcb1f3e34b46a781fb9dceafd40a5816c8fd53d0243cbeff20e088fcbd418'],
]) {
  test(name, async () => {
    const key = await subtle.importKey('jwk', jwk, name, false, ['deriveBits']);
    const peer = await subtle.importKey('jwk', { kty: 'OKP', crv: name, x }, name, false, []);
    equal(hexOf(await subtle.deriveBits({ name, public: peer }, key)), expected);
    equal(hexOf(await subtle.deriveBits({ name, public: peer }, key, 12)), (parseInt(expected.slice(0, 4), 16) & 0xfff0).toString(16).padStart(4, '0'));
  });
}

test('ECDH, both ways', async () => {
  const algorithm = { name: 'ECDH', namedCurve: 'P-521' };
  const a = await subtle.generateKey(algorithm, false, ['deriveBits']), b = await subtle.generateKey(algorithm, false, ['deriveBits']);
  const one = await subtle.deriveBits({ name: 'ECDH', public: b.publicKey }, a.privateKey), two = await subtle.deriveBits({ name: 'ECDH', public: a.publicKey }, b.privateKey);
  equal(one.byteLength, 66);
  equal(hexOf(one), hexOf(two));
});
