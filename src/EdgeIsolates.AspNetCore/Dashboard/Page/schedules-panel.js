// When a function is called by the clock, and how that went.
import { element, panel, whenChanged } from './dom.js';
import { change, pathOf, read } from './api.js';
import { milliseconds, moment } from './format.js';
import { showDone, showError } from './message.js';
import { poll } from './poll.js';
import { button, rowsTable } from './rows.js';
import { outcomeMark } from './status.js';

const mostShown = 20;

export function schedulesPanel(name, signal) {
  const schedules = element('div');
  const runs = element('div', { class: 'listed' });
  const showSchedules = whenChanged((all) => schedules.replaceChildren(rowsTable(['Schedule', 'Next', ''], all.map((one) => [
    element('span', {}, element('code', {}, one.cron), element('span', { class: 'faint' }, ` ${one.timeZone}`)),
    one.next ? moment(one.next) : 'never',
    { class: 'act', text: button('Run now', () => run(one.cron), { 'data-run': one.cron }) },
  ]), { class: 'schedules' })));
  const showRuns = whenChanged((all) => runs.replaceChildren(all.length === 0
    ? element('p', { class: 'empty' }, 'It has not run yet.')
    : rowsTable(['Run', 'Schedule', 'Outcome', 'Took'], all.map(runRow), { class: 'runs' })));

  async function refresh() {
    const shown = await read(`${pathOf(name)}/schedules`, signal);
    showSchedules(shown.schedules);
    showRuns(shown.runs.slice(0, mostShown));
  }

  async function run(cron) {
    try {
      const { outcome } = await change('POST', `${pathOf(name)}/scheduled?${new URLSearchParams({ cron })}`);
      showDone(`${cron} ran: ${outcome ?? 'broken off'}.`);
      await refresh();
    } catch (error) {
      if (!signal.aborted) showError(error);
    }
  }

  poll(3000, refresh, signal);
  return panel('Schedules', { class: 'panel' }, schedules, runs);
}

const runRow = ({ cron, scheduledAt, node, outcome, error, durationMs }) => [
  element('span', { title: node }, moment(scheduledAt)),
  element('code', {}, cron),
  { class: 'text', text: element('span', {}, outcome ? outcomeMark(outcome) : 'running', error && ` ${error}`) },
  durationMs === null ? '–' : milliseconds(durationMs),
];
