import { bls12_381 } from '@noble/curves/bls12-381.js';
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { ed448 } from '@noble/curves/ed448.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { schnorr, secp256k1 } from '@noble/curves/secp256k1.js';
import { answer, bytes, equal, hex, ok } from '../checks.js';

const message = bytes('the message');

function signs(curve) {
  const { secretKey, publicKey } = curve.keygen();
  const signature = curve.sign(message, secretKey);
  ok(curve.verify(signature, message, publicKey));
  ok(!curve.verify(signature, bytes('another message'), publicKey));
}

async function verifiedBySubtle(curve, namedCurve, hash) {
  const { secretKey } = curve.keygen();
  const key = await crypto.subtle.importKey('raw', curve.getPublicKey(secretKey, false), { name: 'ECDSA', namedCurve }, true, ['verify']);
  ok(await crypto.subtle.verify({ name: 'ECDSA', hash }, key, curve.sign(message, secretKey), message));
}

const checks = {};
for (const [name, curve] of Object.entries({ secp256k1, schnorr, p256, p384, p521, ed25519, ed448 })) checks[`signs on ${name}`] = () => signs(curve);

checks['P-256 and P-384 agree with Web Crypto'] = async () => {
  await verifiedBySubtle(p256, 'P-256', 'SHA-256');
  await verifiedBySubtle(p384, 'P-384', 'SHA-384');
};
checks['Ed25519 agrees with Web Crypto'] = async () => {
  const { secretKey, publicKey } = ed25519.keygen();
  const key = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', true, ['verify']);
  ok(await crypto.subtle.verify('Ed25519', key, ed25519.sign(message, secretKey), message));
};
checks['X25519 agrees on a secret'] = () => {
  const one = x25519.keygen(), two = x25519.keygen();
  equal(hex(x25519.getSharedSecret(one.secretKey, two.publicKey)), hex(x25519.getSharedSecret(two.secretKey, one.publicKey)));
};
checks['secp256k1 knows its generator'] = () => {
  const one = new Uint8Array(32);
  one[31] = 1;
  equal(hex(secp256k1.getPublicKey(one)), '0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798');
};
checks['BLS signatures aggregate'] = () => {
  const { longSignatures: scheme } = bls12_381;
  const keys = [1, 2].map(() => bls12_381.utils.randomSecretKey());
  const hashed = scheme.hash(message);
  const signature = scheme.aggregateSignatures(keys.map((key) => scheme.sign(hashed, key)));
  ok(scheme.verify(signature, hashed, scheme.aggregatePublicKeys(keys.map((key) => scheme.getPublicKey(key)))));
};

export default { fetch: (request, env) => answer(checks, env) };
