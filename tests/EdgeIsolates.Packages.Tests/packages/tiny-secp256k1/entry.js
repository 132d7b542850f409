// The package's own WebAssembly build, imported as an ES module.
import * as secp256k1 from 'tiny-secp256k1';
import { secp256k1 as noble } from '@noble/curves/secp256k1.js';
import { answer, bytes, equal, hex, ok, throws } from '../checks.js';

const key = new Uint8Array(32).fill(7);
const hash = async (text) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes(text)));

const checks = {
  'makes a public key': () => equal(hex(secp256k1.pointFromScalar(key, true)), hex(noble.getPublicKey(key, true))),
  'signs and verifies': async () => {
    const digest = await hash('the message'), point = secp256k1.pointFromScalar(key), signature = secp256k1.sign(digest, key);
    ok(secp256k1.verify(digest, point, signature));
    ok(!secp256k1.verify(await hash('another'), point, signature));
    ok(noble.verify(signature, digest, point, { prehash: false }));
  },
  'signs by Schnorr': async () => {
    const digest = await hash('the message');
    ok(secp256k1.verifySchnorr(digest, secp256k1.xOnlyPointFromScalar(key), secp256k1.signSchnorr(digest, key)));
  },
  'recovers the key': async () => {
    const digest = await hash('the message'), { signature, recoveryId } = secp256k1.signRecoverable(digest, key);
    equal(hex(secp256k1.recover(digest, signature, recoveryId, true)), hex(secp256k1.pointFromScalar(key, true)));
  },
  'errors of the host cross WebAssembly': () => throws(() => secp256k1.pointFromScalar(new Uint8Array(32)), { message: 'Expected Private' }),
};

export default { fetch: (request, env) => answer(checks, env) };
