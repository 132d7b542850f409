// Sends events from many clients at once and checks that each was accepted and that the origin got every one of them.
//   node load.mjs [address] [events] [clients]
const [address = 'http://localhost:5000', events = '10000', clients = '32'] = process.argv.slice(2);
const total = Number(events);

const count = async () => Number(await (await fetch(`${address}/origin/count`)).text());
const times = [];
const outcomes = new Map();
let next = 0;

async function client() {
  while (next < total) {
    const id = `event-${next++}`;
    const before = performance.now();
    const response = await fetch(`${address}/events`, {
      method: 'POST',
      headers: { 'x-api-key': 'demo-key', 'content-type': 'application/json' },
      body: JSON.stringify({ id, type: 'order.created', time: new Date().toISOString(), amount: 12.5 }),
    });
    const { accepted } = await response.json();
    times.push(performance.now() - before);
    const outcome = accepted === id ? response.status : `${response.status} with the wrong answer`;
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
}

const forwardedBefore = await count();
const began = performance.now();
await Promise.all(Array.from({ length: Number(clients) }, client));
const seconds = (performance.now() - began) / 1000;

let forwarded = 0;
for (let tries = 0; tries < 100 && forwarded < total; tries++) {
  forwarded = (await count()) - forwardedBefore;
  await new Promise((done) => setTimeout(done, 50));
}

times.sort((left, right) => left - right);
const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);
console.log(`${total} events in ${seconds.toFixed(1)} s: ${Math.round(total / seconds)} per second, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`);
console.log('answers:', Object.fromEntries(outcomes), 'forwarded:', forwarded);
process.exitCode = outcomes.size === 1 && outcomes.get(202) === total && forwarded === total ? 0 : 1;
