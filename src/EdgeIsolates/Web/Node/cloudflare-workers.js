'use strict';
// https://developers.cloudflare.com/workers/runtime-apis/: import { WorkerEntrypoint, env } from 'cloudflare:workers'
const { Error } = internals.primordials;
const { http, native, node, rpc } = internals;

node.define('cloudflare:workers', () => ({
  WorkerEntrypoint: rpc.WorkerEntrypoint,
  RpcTarget: rpc.RpcTarget,
  DurableObject: rpc.DurableObject,
  env: http.env(),
  waitUntil(promise) {
    const requestId = native.currentRequest();
    if (requestId === 0) throw new Error('waitUntil() belongs to a request, and none is under way');
    http.waitUntil(requestId, promise);
  },
}));
