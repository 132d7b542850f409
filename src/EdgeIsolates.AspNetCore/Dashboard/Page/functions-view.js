// All functions of the host: what state they are in and how they do, right now.
import { element, setText } from './dom.js';
import { read, readFunctions } from './api.js';
import { poll } from './poll.js';
import { tiles } from './tiles.js';
import { Rates } from './rates.js';
import { sparkline } from './plot.js';
import { statusMark, trafficText } from './status.js';
import { bytes, count, milliseconds, rate, share } from './format.js';

const minutesShown = 15;
const pageSize = 100;
const columns = ['Function', 'Status', 'Version', 'Rate', 'Requests', 'p50', 'p99', 'Errors', 'Last 15 minutes'];

export function showFunctions(view, signal) {
  const head = tiles(['Requests', 'Errors', 'Isolates', 'Isolate memory', 'Waiting', 'Health']);
  const rows = new Map();
  const body = element('tbody');
  const empty = element('p', { class: 'empty', hidden: true });
  const more = element('button', { type: 'button', hidden: true, onclick: () => { limit += pageSize; refresh().catch(() => {}); } }, 'Show more');
  const filter = element('input', { type: 'search', id: 'filter', placeholder: 'Name begins with…', autocomplete: 'off', oninput: () => refresh().catch(() => {}) });
  const rates = new Rates();
  let limit = pageSize;
  let lastLook = 0;

  view.append(
    element('h1', {}, 'Functions'),
    head.node,
    element('div', { class: 'bar' }, element('label', { for: 'filter' }, 'Filter'), filter),
    element('div', { class: 'wide' }, element('table', { class: 'functions' },
      element('thead', {}, element('tr', {}, columns.map((name) => element('th', { scope: 'col' }, name)))),
      body)),
    empty, more);

  async function refresh() {
    const look = ++lastLook;
    const from = new Date(Date.now() - minutesShown * 60_000).toISOString();
    const [{ functions, hasMore }, metrics, pool, health] = await Promise.all([
      readFunctions(filter.value, Math.min(limit, 1000), signal),
      read(`metrics?${new URLSearchParams({ from, step: 60 })}`, signal),
      read('isolates', signal),
      read('health', signal),
    ]);
    // What was asked for first may come last.
    if (look !== lastLook) return;
    const figures = new Map(metrics.functions.map((one) => [one.name, one]));
    const perSecond = rates.look(metrics.functions.map((one) => [one.name, one.series]));
    showHead(head, metrics.functions, perSecond, pool, health);
    showRows(functions, figures, perSecond, metrics);
    more.hidden = !hasMore || limit >= 1000;
    empty.hidden = functions.length > 0;
    setText(empty, filter.value ? 'No function has a name that begins so.' : 'Nothing is deployed yet. PUT functions/{name} deploys a function.');
  }

  function showRows(functions, figures, perSecond, span) {
    const names = new Set(functions.map((one) => one.name));
    for (const [name, row] of rows) {
      if (!names.has(name)) { row.node.remove(); rows.delete(name); }
    }
    functions.forEach((one, index) => {
      if (!rows.has(one.name)) rows.set(one.name, newRow(one.name));
      const row = rows.get(one.name);
      if (body.children[index] !== row.node) body.insertBefore(row.node, body.children[index] ?? null);
      row.show(one, figures.get(one.name), perSecond && (perSecond.get(one.name) ?? 0), span);
    });
  }

  poll(2000, refresh, signal);
}

function showHead(head, functions, perSecond, pool, health) {
  const invocations = functions.reduce((sum, one) => sum + one.total.invocations, 0);
  const failures = functions.reduce((sum, one) => sum + one.total.failures, 0);
  const now = perSecond && [...perSecond.values()].reduce((sum, one) => sum + one, 0);
  head.set('Requests', rate(now));
  head.set('Errors', share(failures, invocations));
  head.set('Isolates', `${count(pool.liveIsolates)} of ${count(pool.maxIsolates)}`);
  head.set('Isolate memory', `${bytes(pool.memoryBytes)} of ${bytes(pool.memoryBudgetBytes)}`);
  head.set('Waiting', count(pool.queuedRequests));
  head.set('Health', health.status === 'healthy' ? 'healthy' : `${health.status}: ${health.reasons.join(' ')}`);
}

function newRow(name) {
  const cells = columns.map((column, index) => element(index === 0 ? 'th' : 'td', { 'data-label': column, scope: index === 0 ? 'row' : undefined }));
  const node = element('tr', { 'data-function': name }, cells);
  cells[0].append(element('a', { href: `#/functions/${encodeURIComponent(name)}` }, name));
  return {
    node,
    show(one, figures, perSecond, { from, to }) {
      const total = figures?.total;
      if (cells[1].textContent !== one.status) cells[1].replaceChildren(statusMark(one.status));
      setText(cells[2], trafficText(one.traffic));
      setText(cells[3], rate(perSecond));
      setText(cells[4], count(total?.invocations ?? 0));
      setText(cells[5], milliseconds(total?.latency.p50Ms));
      setText(cells[6], milliseconds(total?.latency.p99Ms));
      setText(cells[7], total?.failures ? `${count(total.failures)} (${share(total.failures, total.invocations)})` : '0');
      cells[7].classList.toggle('bad', (total?.failures ?? 0) > 0);
      cells[8].replaceChildren(sparkline(figures?.series ?? [], from, to));
    },
  };
}
