// The Durable Objects of a function that live on this node, and the alarms that wait.
import { element, panel, whenChanged } from './dom.js';
import { pathOf, read } from './api.js';
import { count, milliseconds, moment } from './format.js';
import { poll } from './poll.js';
import { rowsTable } from './rows.js';

const mostShown = 50;

export function objectsPanel(name, signal) {
  const content = element('div', { class: 'listed' });
  const show = whenChanged((classes) => content.replaceChildren(...classes.flatMap(classParts)));
  poll(3000, async () => show(await read(`${pathOf(name)}/objects?limit=${mostShown}`, signal)), signal);
  return panel('Durable Objects', { class: 'panel' }, content);
}

function classParts(shown) {
  return [
    element('p', { 'data-class': shown.class }, element('code', {}, shown.class), element('span', { class: 'faint' }, ` ${count(shown.liveObjects)} live on this node`)),
    shown.objects.length > 0 && rowsTable(['Object', 'Calls', 'Errors', 'Idle', 'Isolate'], shown.objects.map(objectRow), { class: 'objects' }),
    shown.alarms.length > 0 && rowsTable(['Alarm of', 'Due'], shown.alarms.map(({ id, due }) => [idCode(id), moment(due)]), { class: 'alarms' }),
  ].filter(Boolean);
}

const idCode = (id) => element('code', { title: id }, `${id.slice(0, 12)}…`);

const objectRow = ({ id, name, calls, errors, underWay, idleMs, isolateId }) => [
  name === null ? idCode(id) : element('span', { title: id }, name),
  count(calls), count(errors), underWay > 0 ? `${count(underWay)} under way` : milliseconds(idleMs), element('code', {}, isolateId),
];
