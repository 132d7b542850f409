// What a function keeps: its bindings, and a panel for each kind of them. Made anew when a deploy changes them.
import { element, panel, whenChanged } from './dom.js';
import { pathOf, read } from './api.js';
import { keysPanel } from './keys-panel.js';
import { sqlPanel } from './sql-panel.js';
import { queuesPanel } from './queues-panel.js';
import { schedulesPanel } from './schedules-panel.js';
import { objectsPanel } from './objects-panel.js';

export function statePanels(name, signal) {
  const node = element('div', { class: 'state' });
  let leaving = new AbortController();
  const show = whenChanged((bound) => {
    leaving.abort();
    leaving = new AbortController();
    node.replaceChildren(...panelsOf(name, bound, AbortSignal.any([signal, leaving.signal])));
  });
  return { node, refresh: async () => show(await read(`${pathOf(name)}/bindings`, signal)) };
}

function panelsOf(name, { bindings, queues, crons, classes }, signal) {
  const targets = (type) => [...new Set(bindings.filter((binding) => binding.type === type && binding.target).map(({ target }) => target))];
  const namespaces = targets('kv');
  const databases = targets('d1');
  return [
    bindings.length > 0 && bindingsPanel(bindings),
    namespaces.length > 0 && keysPanel(namespaces, signal),
    databases.length > 0 && sqlPanel(databases, signal),
    queues.length > 0 && queuesPanel(queues, signal),
    crons.length > 0 && schedulesPanel(name, signal),
    classes.length > 0 && objectsPanel(name, signal),
  ].filter(Boolean);
}

function bindingsPanel(bindings) {
  return panel('Bindings', { class: 'panel' }, element('ul', { class: 'codes bindings' }, bindings.map(({ name, type, target }) =>
    element('li', {}, element('code', {}, `env.${name}`), element('span', { class: 'faint' }, ` ${type} `), target && element('code', {}, target)))));
}
