import * as jose from 'jose';
import { answer, bytes, equal, ok, rejects } from '../checks.js';

const text = (data) => new TextDecoder().decode(data);

async function signs(alg, options) {
  const { publicKey, privateKey } = await jose.generateKeyPair(alg, { extractable: true, ...options });
  const token = await new jose.SignJWT({ role: 'admin' }).setProtectedHeader({ alg }).setIssuer('us').setIssuedAt().setExpirationTime('2h').sign(privateKey);
  const { payload, protectedHeader } = await jose.jwtVerify(token, publicKey, { issuer: 'us' });
  equal([payload.role, protectedHeader.alg], ['admin', alg]);
  const [head, body, signature] = token.split('.');
  const broken = `${head}.${body}.${signature[0] === 'A' ? 'B' : 'A'}${signature.slice(1)}`;
  await rejects(() => jose.jwtVerify(broken, publicKey), { code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' });
  const again = await jose.importJWK(await jose.exportJWK(publicKey), alg);
  await jose.jwtVerify(token, again);
  await jose.jwtVerify(token, await jose.importSPKI(await jose.exportSPKI(publicKey), alg));
  await jose.importPKCS8(await jose.exportPKCS8(privateKey), alg);
}

async function encrypts(alg, enc, encryptionKey, decryptionKey = encryptionKey) {
  const token = await new jose.CompactEncrypt(bytes('the message')).setProtectedHeader({ alg, enc }).encrypt(encryptionKey);
  const { plaintext, protectedHeader } = await jose.compactDecrypt(token, decryptionKey, { keyManagementAlgorithms: [alg] });
  equal([text(plaintext), protectedHeader.enc], ['the message', enc]);
}

async function encryptsToPair(alg, options) {
  const { publicKey, privateKey } = await jose.generateKeyPair(alg, options);
  await encrypts(alg, 'A256GCM', publicKey, privateKey);
}

const secret = (length) => crypto.getRandomValues(new Uint8Array(length));
const checks = {};
for (const alg of ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'Ed25519', 'EdDSA']) checks[`signs ${alg}`] = () => signs(alg);
for (const [alg, length] of [['HS256', 32], ['HS384', 48], ['HS512', 64]]) {
  checks[`signs ${alg}`] = async () => {
    const key = secret(length), token = await new jose.SignJWT({ a: 1 }).setProtectedHeader({ alg }).sign(key);
    equal((await jose.jwtVerify(token, key)).payload, { a: 1 });
    await rejects(() => jose.jwtVerify(token, secret(length)));
  };
}
for (const alg of ['RSA-OAEP', 'RSA-OAEP-256', 'RSA-OAEP-384', 'RSA-OAEP-512']) checks[`encrypts ${alg}`] = () => encryptsToPair(alg);
for (const alg of ['ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A192KW', 'ECDH-ES+A256KW']) {
  for (const crv of ['P-256', 'P-384', 'P-521', 'X25519']) checks[`encrypts ${alg} on ${crv}`] = () => encryptsToPair(alg, { crv });
}
for (const size of [128, 192, 256]) {
  checks[`encrypts A${size}KW`] = () => encrypts(`A${size}KW`, 'A128GCM', secret(size / 8));
  checks[`encrypts A${size}GCMKW`] = () => encrypts(`A${size}GCMKW`, 'A128GCM', secret(size / 8));
  checks[`encrypts dir A${size}GCM`] = () => encrypts('dir', `A${size}GCM`, secret(size / 8));
}
for (const [enc, length] of [['A128CBC-HS256', 32], ['A192CBC-HS384', 48], ['A256CBC-HS512', 64]]) checks[`encrypts dir ${enc}`] = () => encrypts('dir', enc, secret(length));
for (const alg of ['PBES2-HS256+A128KW', 'PBES2-HS384+A192KW', 'PBES2-HS512+A256KW']) checks[`encrypts ${alg}`] = () => encrypts(alg, 'A256GCM', bytes('a password'));

checks['encrypts a JWT'] = async () => {
  const key = secret(32);
  const token = await new jose.EncryptJWT({ a: 1 }).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).setAudience('you').encrypt(key);
  equal((await jose.jwtDecrypt(token, key, { audience: 'you' })).payload.a, 1);
};
checks['refuses what has expired'] = async () => {
  const key = secret(32), token = await new jose.SignJWT({}).setProtectedHeader({ alg: 'HS256' }).setExpirationTime(1).sign(key);
  await rejects(() => jose.jwtVerify(token, key), { code: 'ERR_JWT_EXPIRED' });
};
checks['finds keys in a set, also in a remote one'] = async (env) => {
  const { publicKey, privateKey } = await jose.generateKeyPair('ES256', { extractable: true });
  const set = { keys: [{ ...(await jose.exportJWK(publicKey)), kid: 'one', alg: 'ES256' }] };
  const token = await new jose.SignJWT({ a: 1 }).setProtectedHeader({ alg: 'ES256', kid: 'one' }).sign(privateKey);
  equal((await jose.jwtVerify(token, jose.createLocalJWKSet(set))).payload, { a: 1 });
  const remote = jose.createRemoteJWKSet(new URL(`https://keys.example/?set=${encodeURIComponent(JSON.stringify(set))}`));
  equal((await jose.jwtVerify(token, remote)).payload, { a: 1 });
};
checks['thumbprints and certificates'] = async () => {
  const key = { kty: 'EC', crv: 'P-256', x: 'jJ6Flys3zK9jUhnOHf6G49Dyp5hah6CNP84-gY-n9eo', y: 'nhI6iD5eFXgBTLt_1p3aip-5VbZeMhxeFSpjfEAf7Ww' };
  equal((await jose.calculateJwkThumbprint(key)).length, 43);
  ok((await jose.calculateJwkThumbprintUri(key)).startsWith('urn:ietf:params:oauth:jwk-thumbprint:sha-256:'));
};

export default { fetch: (request, env) => answer(checks, env) };
