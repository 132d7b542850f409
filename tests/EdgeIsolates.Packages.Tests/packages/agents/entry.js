// Cloudflare's agents: Durable Objects with state, SQL, schedules and sockets.
import { Agent, getAgentByName, routeAgentRequest } from 'agents';
import { answer, equal, ok } from '../checks.js';

export class Counter extends Agent {
  initialState = { count: 0 };

  increment() {
    this.setState({ count: this.state.count + 1 });
    return this.state.count;
  }

  note(text) {
    this.sql`CREATE TABLE IF NOT EXISTS notes (text TEXT)`;
    this.sql`INSERT INTO notes VALUES (${text})`;
  }

  notes() { return this.sql`SELECT text FROM notes`.map(({ text }) => text); }

  async plan(text) {
    const { id } = await this.schedule(1, 'note', text);
    return this.getSchedules().some((schedule) => schedule.id === id);
  }

  async isNoted() {
    return this.sql`SELECT count(*) AS n FROM sqlite_master WHERE name = 'notes'`[0].n === 1;
  }

  onRequest() { return new Response(`agent ${this.name}`); }
}

const checks = {
  'keeps its state': async (env) => {
    const agent = await getAgentByName(env.Counter, 'state');
    equal([await agent.increment(), await agent.increment()], [1, 2]);
  },
  'has a database': async (env) => {
    const agent = await getAgentByName(env.Counter, 'sql');
    await agent.note('one');
    await agent.note("two's");
    equal(await agent.notes(), ['one', "two's"]);
  },
  'runs what was planned': async (env) => {
    const agent = await getAgentByName(env.Counter, 'plans');
    ok(await agent.plan('later'));
    while (!await agent.isNoted()) await scheduler.wait(50);
    equal(await agent.notes(), ['later']);
  },
  'answers requests': async (env) => {
    const response = await routeAgentRequest(new Request('https://agents.example/agents/counter/mine'), env);
    equal(await response.text(), 'agent mine');
  },
  'tells clients its state': async (env) => {
    const request = new Request('https://agents.example/agents/counter/told', { headers: { upgrade: 'websocket' } });
    const { status, webSocket } = await routeAgentRequest(request, env);
    equal(status, 101);
    const state = new Promise((resolve) => webSocket.addEventListener('message', ({ data }) => {
      const message = JSON.parse(data);
      if (message.type === 'cf_agent_state' && message.state.count === 1) resolve(message.state);
    }));
    webSocket.accept();
    await (await getAgentByName(env.Counter, 'told')).increment();
    equal(await state, { count: 1 });
    webSocket.close();
  },
};

export default { fetch: (request, env) => answer(checks, env) };
