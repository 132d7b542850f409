// s3rver behind a check of signatures: it takes any of version 4. `aws4` signs what came once more. Arguments: the folder of the buckets, the port.
import { createServer } from 'node:http';
import aws4 from 'aws4';
import S3rver from 's3rver';

const [directory, port] = process.argv.slice(2);
const key = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
const s3rver = new S3rver({ directory, silent: true, vhostBuckets: false }).callback();

const signatureOf = (authorization) => /Signature=([0-9a-f]{64})$/.exec(authorization)?.[1];

function isSigned({ method, url, headers }) {
  const names = /SignedHeaders=([^,]*)/.exec(headers.authorization)?.[1].split(';') ?? [];
  const signed = Object.fromEntries(names.map((name) => [name, headers[name] ?? '']));
  const again = aws4.sign({ service: 's3', region: 'us-east-1', method, path: url, headers: signed }, key);
  return signatureOf(headers.authorization) === signatureOf(again.headers.Authorization);
}

createServer((request, response) => {
  if (request.headers.authorization === undefined || isSigned(request)) return s3rver(request, response);
  response.writeHead(403, { 'content-type': 'application/xml', connection: 'close' });
  response.end('<Error><Code>SignatureDoesNotMatch</Code><Message>aws4 has signed it otherwise.</Message></Error>');
}).listen(Number(port), '127.0.0.1');
