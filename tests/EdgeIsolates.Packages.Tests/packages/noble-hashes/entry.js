import { argon2id } from '@noble/hashes/argon2.js';
import { blake2b, blake2s } from '@noble/hashes/blake2.js';
import { blake3 } from '@noble/hashes/blake3.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { md5, ripemd160, sha1 } from '@noble/hashes/legacy.js';
import { pbkdf2Async } from '@noble/hashes/pbkdf2.js';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { keccak_256, sha3_256 } from '@noble/hashes/sha3.js';
import { randomBytes } from '@noble/hashes/utils.js';
import { answer, bytes, equal, hex } from '../checks.js';

const abc = bytes('abc');
const known = {
  md5: [md5, '900150983cd24fb0d6963f7d28e17f72'],
  sha1: [sha1, 'a9993e364706816aba3e25717850c26c9cd0d89d'],
  ripemd160: [ripemd160, '8eb208f7e05d987a9b044a8e98c6b087f15a0bfc'],
  sha256: [sha256, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  sha3_256: [sha3_256, '3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532'],
  keccak_256: [keccak_256, '4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45'],
  blake2s: [blake2s, '508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982'],
  blake3: [blake3, '6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85'],
};

const checks = {};
for (const [name, [hash, digest]] of Object.entries(known)) checks[name] = () => equal(hex(hash(abc)), digest);
for (const [name, hash] of Object.entries({ 'SHA-384': sha384, 'SHA-512': sha512 })) {
  checks[`${name} agrees with Web Crypto`] = async () => {
    const data = randomBytes(10_000);
    equal(hex(hash(data)), hex(new Uint8Array(await crypto.subtle.digest(name, data))));
  };
}
checks['hashes in parts'] = () => {
  equal(hex(blake2b.create({ dkLen: 32 }).update(abc).update(abc).digest()), hex(blake2b(bytes('abcabc'), { dkLen: 32 })));
};
checks['HMAC and HKDF agree with Web Crypto'] = async () => {
  const key = await crypto.subtle.importKey('raw', abc, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  equal(hex(hmac(sha256, abc, bytes('data'))), hex(new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes('data')))));
  const base = await crypto.subtle.importKey('raw', abc, 'HKDF', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: bytes('salt'), info: bytes('info') }, base, 256);
  equal(hex(hkdf(sha256, abc, bytes('salt'), bytes('info'), 32)), hex(new Uint8Array(bits)));
};
checks['PBKDF2 agrees with Web Crypto'] = async () => {
  const base = await crypto.subtle.importKey('raw', abc, 'PBKDF2', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: bytes('salt'), iterations: 1000 }, base, 256);
  equal(hex(await pbkdf2Async(sha256, abc, bytes('salt'), { c: 1000, dkLen: 32 })), hex(new Uint8Array(bits)));
};
checks['scrypt'] = async () => {
  equal(hex(await scryptAsync('password', 'NaCl', { N: 1024, r: 8, p: 16, dkLen: 32 })), 'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162');
};
checks['Argon2id gives the same twice'] = () => {
  const options = { t: 1, m: 256, p: 1, dkLen: 16 };
  equal(hex(argon2id('password', 'salty salt', options)), hex(argon2id('password', 'salty salt', options)));
};

export default { fetch: (request, env) => answer(checks, env) };
