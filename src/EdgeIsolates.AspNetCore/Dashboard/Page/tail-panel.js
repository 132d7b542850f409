// Requests as they end, with what they logged. Listens only while the page is looked at: each listener holds a connection, of which browsers have few.
import { element, panel } from './dom.js';
import { pathOf } from './api.js';
import { outcomeMark } from './status.js';
import { instant, milliseconds } from './format.js';

const mostShown = 200;

export function tailPanel(name, signal) {
  const list = element('ol', { class: 'tail', role: 'log', 'aria-label': 'Requests', tabindex: 0 });
  const state = element('span', { class: 'faint', 'data-tail': 'closed' }, 'connecting…');
  const onlyFailures = element('input', { type: 'checkbox', id: 'only-failures' });
  const listen = element('button', { type: 'button', 'aria-pressed': 'true', onclick: toggle }, 'Pause');
  const clear = element('button', { type: 'button', onclick: () => list.replaceChildren() }, 'Clear');
  let source;

  function open() {
    if (source || document.hidden || signal.aborted || listen.getAttribute('aria-pressed') === 'false') return;
    source = new EventSource(`${pathOf(name)}/tail`);
    source.addEventListener('ready', () => say('open', 'listening'));
    source.addEventListener('error', () => say('closed', source.readyState === EventSource.CLOSED ? 'the server refuses' : 'connecting again…'));
    source.addEventListener('record', (event) => add(JSON.parse(event.data)));
  }

  function close() {
    source?.close();
    source = undefined;
  }

  function say(mark, text) {
    state.dataset.tail = mark;
    state.textContent = text;
  }

  function toggle() {
    const isOn = listen.getAttribute('aria-pressed') === 'true';
    listen.setAttribute('aria-pressed', String(!isOn));
    listen.textContent = isOn ? 'Listen' : 'Pause';
    if (isOn) { close(); say('closed', 'paused'); } else open();
  }

  function add(record) {
    if (onlyFailures.checked && record.outcome === 'ok') return;
    if (record.missed > 0) list.prepend(element('li', { class: 'faint' }, `${record.missed} requests were not shown: they came too fast.`));
    list.prepend(entry(record));
    while (list.children.length > mostShown) list.lastElementChild.remove();
  }

  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()), { signal });
  signal.addEventListener('abort', close);
  open();
  return panel('Live tail', { class: 'panel whole' },
    element('div', { class: 'bar' }, listen, clear, onlyFailures, element('label', { for: 'only-failures' }, 'Only failures'), state),
    list);
}

function entry(record) {
  const facts = [
    `${milliseconds(record.wallMs)} wall`, `${milliseconds(record.cpuMs)} CPU`, record.functionVersion,
    record.coldStart && `cold ${milliseconds(record.coldStart.readyMs)}`,
    record.subrequests > 0 && `${record.subrequests} subrequests`,
  ];
  return element('li', { 'data-request': record.requestId },
    element('p', {},
      element('time', { datetime: record.startedAt }, instant(record.startedAt)), outcomeMark(record.outcome),
      record.status > 0 && element('b', {}, String(record.status)),
      element('span', { class: 'call' }, `${record.method} ${record.url}`),
      element('span', { class: 'faint' }, facts.filter(Boolean).join(' · '))),
    logLines(record.logs),
    record.error && errorText(record.error));
}

/** What a request logged. */
export const logLines = (logs) => logs.map(({ level, text }) => element('pre', { class: `line ${level}` }, text));

/** An error, with its place and its stack. */
export function errorText(error) {
  const place = error.module ? ` at ${error.module}${error.line > 0 ? `:${error.line}:${error.column}` : ''}` : '';
  const more = [error.sourceLine, error.stack].filter(Boolean).join('\n\n');
  const head = `${error.name}: ${error.message}${place}`;
  return more
    ? element('details', { class: 'line error' }, element('summary', {}, head), element('pre', {}, more))
    : element('pre', { class: 'line error' }, head);
}
