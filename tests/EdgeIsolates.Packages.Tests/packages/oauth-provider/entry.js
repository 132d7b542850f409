// Cloudflare's OAuth provider: it wraps a function, keeps clients, grants and tokens in KV, and hands the props of a grant to the API's entrypoint.
import { OAuthProvider } from '@cloudflare/workers-oauth-provider';
import { WorkerEntrypoint } from 'cloudflare:workers';
import { answer, equal } from '../checks.js';

const origin = 'https://auth.example', redirect = 'https://client.example/callback';

export class Api extends WorkerEntrypoint {
  fetch(request) {
    return Response.json({ path: new URL(request.url).pathname, user: this.ctx.props.user, kv: typeof this.env.OAUTH_KV.get });
  }
}

const provider = new OAuthProvider({
  resourceMetadata: { resource: origin },
  apiRoute: '/api/',
  apiHandler: Api,
  defaultHandler: {
    async fetch(request, env) {
      const asked = await env.OAUTH_PROVIDER.parseAuthRequest(request);
      const { redirectTo } = await env.OAUTH_PROVIDER.completeAuthorization({
        request: asked, userId: 'u1', metadata: { label: 'test' }, scope: asked.scope, props: { user: 'ada' },
      });
      return Response.redirect(redirectTo, 302);
    },
  },
  authorizeEndpoint: '/authorize',
  tokenEndpoint: '/oauth/token',
  clientRegistrationEndpoint: '/oauth/register',
  scopesSupported: ['read'],
});

const base64Url = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

function checksOf(env, ctx) {
  const ask = (path, init) => provider.fetch(new Request(`${origin}${path}`, init), env, ctx);
  const form = (fields) => ({ method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields) });
  const register = async () => {
    const response = await ask('/oauth/register', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ redirect_uris: [redirect], client_name: 'Test', token_endpoint_auth_method: 'none' }),
    });
    equal(response.status, 201);
    return (await response.json()).client_id;
  };
  const authorize = async (client, verifier) => {
    const challenge = base64Url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
    const query = new URLSearchParams({
      response_type: 'code', client_id: client, redirect_uri: redirect, scope: 'read', state: 's', code_challenge: challenge, code_challenge_method: 'S256',
    });
    const location = new URL((await ask(`/authorize?${query}`)).headers.get('location'));
    equal([location.origin + location.pathname, location.searchParams.get('state')], [redirect, 's']);
    return location.searchParams.get('code');
  };
  const exchange = async (client, code, verifier) =>
    ask('/oauth/token', form({ grant_type: 'authorization_code', code, redirect_uri: redirect, client_id: client, code_verifier: verifier }));
  const verifier = 'a-verifier-of-at-least-forty-three-characters-1234';

  return {
    'tells about itself': async () => {
      const about = await (await ask('/.well-known/oauth-authorization-server')).json();
      equal([about.issuer, about.token_endpoint], [origin, `${origin}/oauth/token`]);
    },
    'gives a token that opens the API, with the props of the grant': async () => {
      const client = await register(), code = await authorize(client, verifier);
      const tokens = await (await exchange(client, code, verifier)).json();
      equal(tokens.token_type.toLowerCase(), 'bearer');
      const opened = await ask('/api/things', { headers: { authorization: `Bearer ${tokens.access_token}` } });
      equal(await opened.json(), { path: '/api/things', user: 'ada', kv: 'function' });
      const renewed = await (await ask('/oauth/token', form({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token, client_id: client }))).json();
      equal((await ask('/api/', { headers: { authorization: `Bearer ${renewed.access_token}` } })).status, 200);
    },
    'refuses a wrong verifier, a code used twice, and no token': async () => {
      const client = await register(), code = await authorize(client, verifier);
      equal((await exchange(client, code, `${verifier}5`)).ok, false);
      const next = await authorize(client, verifier);
      equal((await exchange(client, next, verifier)).ok, true);
      equal((await exchange(client, next, verifier)).ok, false);
      equal((await ask('/api/things')).status, 401);
    },
  };
}

export default {
  fetch: (request, env, ctx) => answer(checksOf({ ...env, OAUTH_KV: env.KV }, ctx), env),
};
