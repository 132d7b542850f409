// The figures of a function and their course over the last hour.
import { element, panel, whenChanged } from './dom.js';
import { pathOf, read } from './api.js';
import { plot } from './plot.js';
import { Rates } from './rates.js';
import { tiles } from './tiles.js';
import { bytes, count, milliseconds, rate, share } from './format.js';

const minute = 60_000;
const spans = [{ text: '15 minutes', minutes: 15, step: 1 }, { text: '1 hour', minutes: 60, step: 1 }, { text: '6 hours', minutes: 360, step: 5 }, { text: '24 hours', minutes: 1440, step: 20 }];
const phases = [
  ['wait', 'series-1', 'blankWaitMs'], ['load', 'series-2', 'loadMs'], ['compile', 'series-3', 'compileMs'], ['evaluate', 'series-4', 'evaluateMs'],
];

export function figuresPanel(name) {
  const rates = new Rates();
  const row = tiles(['Rate', 'Requests', 'Errors', 'p50', 'p99', 'Cold starts', 'Cold start p99', 'CPU average', 'Memory peak']);
  const choice = element('select', { id: 'span' }, spans.map((span, index) => element('option', { value: index, selected: index === 1 }, span.text)));
  const plots = [
    plot('Requests', [
      { name: 'ok', kind: 'bar', class: 'series-1', value: (figures) => figures.invocations - figures.failures },
      { name: 'failed', kind: 'bar', class: 'series-bad', value: (figures) => figures.failures },
    ], count),
    plot('Latency', [
      { name: 'p50', kind: 'line', class: 'series-1', value: (figures) => figures.latency.p50Ms },
      { name: 'p99', kind: 'line', class: 'series-2', value: (figures) => figures.latency.p99Ms },
    ], milliseconds),
    plot('Cold starts', [{ name: 'cold starts', kind: 'bar', class: 'series-1', value: (figures) => figures.coldStarts.count }], count),
    plot('Average cold start by phase', phases.map(([phase, className, field]) => (
      { name: phase, kind: 'bar', class: className, value: (figures) => figures.coldStartPhases?.[field] }
    )), milliseconds),
  ];
  const regions = element('div', { class: 'wide' });
  const showRegions = whenChanged((all) => regions.replaceChildren(...(all.length > 1 ? [regionTable(all)] : [])));
  const node = panel('Figures', { class: 'panel whole' },
    element('div', { class: 'bar' }, element('label', { for: 'span' }, 'Time'), choice),
    row.node,
    regions,
    element('div', { class: 'plots' }, plots.map((one) => one.node)));

  async function refresh(signal) {
    const span = spans[choice.value];
    const from = new Date(Date.now() - span.minutes * minute).toISOString();
    const metrics = await read(`${pathOf(name)}/metrics?${new URLSearchParams({ from, step: span.step * 60 })}`, signal);
    const perSecond = rates.look([[name, metrics.series]]);
    showTiles(row, metrics.total, perSecond?.get(name));
    showRegions(metrics.regions);
    plots.forEach((one) => one.show({ ...metrics, step: span.step * minute }));
  }

  choice.addEventListener('change', () => refresh().catch(() => {}));
  return { node, refresh };
}

function regionTable(regions) {
  const row = ({ region, total }) => element('tr', {},
    element('th', { scope: 'row' }, region || '–'),
    element('td', {}, count(total.invocations)),
    element('td', {}, count(total.failures)),
    element('td', {}, milliseconds(total.latency.p50Ms)),
    element('td', {}, milliseconds(total.latency.p99Ms)),
    element('td', {}, count(total.coldStarts.count)));
  return element('table', { class: 'regions' },
    element('thead', {}, element('tr', {}, ['Region', 'Requests', 'Errors', 'p50', 'p99', 'Cold starts'].map((name) => element('th', { scope: 'col' }, name)))),
    element('tbody', {}, regions.map(row)));
}

function showTiles(row, total, perSecond) {
  row.set('Rate', rate(perSecond));
  row.set('Requests', count(total.invocations));
  row.set('Errors', total.failures ? `${count(total.failures)} (${share(total.failures, total.invocations)})` : '0');
  row.set('p50', milliseconds(total.latency.p50Ms));
  row.set('p99', milliseconds(total.latency.p99Ms));
  row.set('Cold starts', count(total.coldStarts.count));
  row.set('Cold start p99', milliseconds(total.coldStarts.p99Ms));
  row.set('CPU average', milliseconds(total.cpu.averageMs));
  row.set('Memory peak', total.memoryPeakBytes ? bytes(total.memoryPeakBytes) : '–');
}
