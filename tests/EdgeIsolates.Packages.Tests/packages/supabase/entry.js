// The host of the test answers for https://project.supabase.example.
import { createClient } from '@supabase/supabase-js';
import { answer, equal, ok } from '../checks.js';

const client = () => createClient('https://project.supabase.example', 'the-anon-key', {
  auth: { persistSession: false, autoRefreshToken: false },
});

const checks = {
  'selects rows': async () => {
    const { data, error } = await client().from('countries').select('id, name').eq('name', 'Norway').order('id');
    equal(error, null);
    equal(data, [{ method: 'GET', query: '?select=id%2Cname&name=eq.Norway&order=id.asc', apikey: 'the-anon-key', body: '' }]);
  },
  'inserts a row': async () => {
    const { data, status } = await client().from('countries').insert({ name: 'Norway' }).select();
    equal(status, 201);
    equal([data[0].method, data[0].body], ['POST', '{"name":"Norway"}']);
  },
  'calls a procedure': async () => {
    const { data } = await client().rpc('double', { n: 2 });
    equal(data, [{ method: 'POST', query: '', apikey: 'the-anon-key', body: '{"n":2}' }]);
  },
  'gives errors as values': async () => {
    const { data, error, status } = await client().from('missing').select();
    equal([data, error.code, error.message, status], [null, 'PGRST205', 'There is no table missing', 404]);
  },
  'signs in': async () => {
    const { data, error } = await client().auth.signInWithPassword({ email: 'ada@example.com', password: 'x' });
    equal(error, null);
    equal([data.user.email, data.session.token_type], ['ada@example.com', 'bearer']);
  },
  'invokes a function': async () => {
    const { data, error } = await client().functions.invoke('hello', { body: { name: 'ada' } });
    equal([error, data[0].body], [null, '{"name":"ada"}']);
  },
  'finds a WebSocket for what is real-time': () => {
    const supabase = client();
    equal(supabase.realtime.transport ?? WebSocket, WebSocket);
    equal(supabase.channel('room').topic, 'realtime:room');
  },
  'uploads and downloads a file': async () => {
    const bucket = client().storage.from('avatars');
    const { error } = await bucket.upload('a.txt', new Blob(['content'], { type: 'text/plain' }));
    equal(error, null);
    const { data } = await bucket.download('a.txt');
    ok(data instanceof Blob);
    equal(await data.text(), 'the file');
  },
};

export default { fetch: (request, env) => answer(checks, env) };
