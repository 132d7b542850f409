// PartyServer: rooms that are Durable Objects, with hibernating sockets.
import { Server, getServerByName, routePartykitRequest } from 'partyserver';
import { answer, equal } from '../checks.js';

export class Chat extends Server {
  static options = { hibernate: true };
  instance = crypto.randomUUID();
  onStart() { this.isStarted = true; }
  onConnect(connection, { request }) {
    connection.setState({ who: new URL(request.url).searchParams.get('who') });
    connection.send(`welcome to ${this.name}`);
  }
  onMessage(connection, message) {
    if (message === 'instance') connection.send(this.instance);
    else this.broadcast(`${connection.state.who}: ${message}`, message === 'others' ? [connection.id] : []);
  }
  onRequest(request) { return new Response(`${this.name} ${request.method} ${this.isStarted}`); }
  hello(who) { return `hello ${who} of ${this.name}`; }
}

async function connect(env, who) {
  const request = new Request(`https://party.example/parties/chat/inner?who=${who}`, { headers: { upgrade: 'websocket' } });
  const { status, webSocket } = await routePartykitRequest(request, env);
  equal(status, 101);
  const messages = [], waiting = [];
  webSocket.addEventListener('message', ({ data }) => (waiting.length > 0 ? waiting.shift()(data) : messages.push(data)));
  webSocket.accept();
  const next = () => (messages.length > 0 ? messages.shift() : new Promise((resolve) => waiting.push(resolve)));
  return { webSocket, next };
}

const checks = {
  'calls a room by its name': async (env) => {
    const room = await getServerByName(env.Chat, 'lobby');
    equal(await room.hello('ada'), 'hello ada of lobby');
  },
  'routes a request to its room': async (env) => {
    const response = await routePartykitRequest(new Request('https://party.example/parties/chat/lobby', { method: 'POST' }), env);
    equal(await response.text(), 'lobby POST true');
    equal(await routePartykitRequest(new Request('https://party.example/elsewhere'), env), null);
  },
  'tells all who are in the room': async (env) => {
    const ada = await connect(env, 'ada'), bob = await connect(env, 'bob');
    equal([await ada.next(), await bob.next()], ['welcome to inner', 'welcome to inner']);
    ada.webSocket.send('hi');
    equal([await ada.next(), await bob.next()], ['ada: hi', 'ada: hi']);
    bob.webSocket.send('others');
    equal(await ada.next(), 'bob: others');
    bob.webSocket.send('instance');
    equal((await bob.next()).length, 36);
    ada.webSocket.close();
    bob.webSocket.close();
  },
};

export default {
  async fetch(request, env) {
    if (new URL(request.url).pathname === '/checks') return answer(checks, env);
    return (await routePartykitRequest(request, env)) ?? new Response('no such party', { status: 404 });
  },
};
