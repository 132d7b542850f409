// The queues of a function: how full they are, what lies in them, dead letters back to work.
import { element, panel, whenChanged } from './dom.js';
import { change, read, remove } from './api.js';
import { confirm } from './confirm.js';
import { ago, count } from './format.js';
import { showDone, showError } from './message.js';
import { poll } from './poll.js';
import { button, rowsTable } from './rows.js';

const pageSize = 50;

export function queuesPanel(names, signal) {
  const counts = element('div');
  const messages = element('div', { class: 'listed' });
  const path = (queue, rest) => `queues/${encodeURIComponent(queue)}/${rest}`;
  const show = whenChanged((queues) => counts.replaceChildren(rowsTable(['Queue', 'Waiting', 'Delayed', 'In flight', ''], queues.map(row), { class: 'queues' })));

  function row(queue) {
    const isDeadLetters = queue.of.length > 0;
    return [
      element('span', {}, element('code', {}, queue.queue), isDeadLetters && element('span', { class: 'faint' }, ` dead letters of ${queue.of.join(', ')}`)),
      count(queue.ready), count(queue.delayed), count(queue.inFlight),
      { class: 'act', text: element('span', { class: 'acts' },
        button('Show', () => browse(queue.queue), { 'data-show': queue.queue }),
        isDeadLetters && button('Replay', () => replay(queue.queue), { 'data-replay': queue.queue }),
        button('Purge', () => purge(queue.queue), { 'data-purge': queue.queue })) },
    ];
  }

  async function refresh() {
    const all = await read('queues', signal);
    show(names.map((name) => ({
      queue: name, ready: 0, delayed: 0, inFlight: 0, ...all.find(({ queue }) => queue === name),
      of: all.filter(({ deadLetterQueue }) => deadLetterQueue === name).map(({ queue }) => queue),
    })));
  }

  async function doing(work) {
    try {
      await work();
      await refresh();
    } catch (error) {
      if (!signal.aborted) showError(error);
    }
  }

  const browse = (queue, after = '') => doing(async () => {
    const page = await read(`${path(queue, 'messages')}?${new URLSearchParams({ after, limit: pageSize })}`, signal);
    messages.replaceChildren(
      element('p', { class: 'faint' }, `Messages in ${queue}`),
      page.messages.length === 0 ? element('p', { class: 'empty' }, 'None.') : rowsTable(['Sent', 'Tries', 'Body'], page.messages.map(messageRow), { class: 'messages' }),
      page.next ? button('Next page', () => browse(queue, page.next)) : '');
  });

  const replay = (queue) => doing(async () => {
    const { messages: moved } = await change('POST', path(queue, 'replay'));
    showDone(`${count(moved)} messages of ${queue} went back to work.`);
    messages.replaceChildren();
  });

  const purge = (queue) => doing(async () => {
    if (!await confirm(`Delete all messages of ${queue}, also those in flight? They cannot be had back.`, 'Delete all')) return;
    const { messages: deleted } = await remove(path(queue, 'messages'));
    showDone(`${count(deleted)} messages of ${queue} are deleted.`);
    messages.replaceChildren();
  });

  poll(3000, refresh, signal);
  return panel('Queues', { class: 'panel' }, counts, messages);
}

const messageRow = ({ sentAt, attempts, body, bodyBase64 }) => [ago(sentAt), count(attempts), { text: body ?? `base64: ${bodyBase64}`, class: 'text' }];
