// The keys and values of kv namespaces: look, change, delete.
import { element, panel } from './dom.js';
import { change, read, remove } from './api.js';
import { confirm } from './confirm.js';
import { bytes, moment } from './format.js';
import { showDone, showError } from './message.js';
import { button, choiceOf, rowsTable } from './rows.js';

const pageSize = 50;

export function keysPanel(namespaces, signal) {
  const choice = choiceOf('keys-namespace', 'Namespace', namespaces, () => { edited.replaceChildren(); list(); });
  const prefix = element('input', { id: 'keys-prefix', type: 'search', placeholder: 'Prefix', 'aria-label': 'Prefix of the keys', autocomplete: 'off', spellcheck: 'false' });
  const listed = element('div', { class: 'listed' });
  const edited = element('div', { class: 'edited' });
  const path = (rest, query) => `kv/${encodeURIComponent(choice.value)}/${rest}?${new URLSearchParams(query)}`;

  async function doing(work) {
    try {
      await work();
    } catch (error) {
      if (!signal.aborted) showError(error);
    }
  }

  const list = (cursor = '') => doing(async () => {
    const page = await read(path('keys', { prefix: prefix.value, cursor, limit: pageSize }), signal);
    const rows = page.keys.map(({ key, expiresAt }) => [button(key, () => open(key), { class: 'link' }), { text: expiresAt ? moment(expiresAt) : 'never', class: 'faint' }]);
    listed.replaceChildren(
      rows.length === 0 ? element('p', { class: 'empty' }, 'No keys.') : rowsTable(['Key', 'Ends'], rows, { class: 'keys' }),
      page.cursor ? button('Next page', () => list(page.cursor)) : '');
  });

  const open = (key) => doing(async () => edit(await read(path('value', { key }), signal)));

  function edit(entry) {
    const isNew = entry.key === undefined;
    // A text area would make line feeds of carriage returns.
    const hasReturns = entry.value?.includes('\r');
    const isFixed = entry.isCutOff || hasReturns || typeof entry.valueBase64 === 'string';
    const key = element('input', { 'aria-label': 'Key', value: entry.key ?? '', readonly: !isNew, placeholder: 'Key', spellcheck: 'false' });
    const value = element('textarea', { 'aria-label': 'Value', rows: 8, readonly: isFixed, spellcheck: 'false', 'data-value': true });
    value.value = entry.value ?? (entry.valueBase64 ? `base64: ${entry.valueBase64}` : '');
    const facts = [
      !isNew && bytes(entry.bytes), entry.isCutOff && 'this is its beginning', hasReturns && 'has carriage returns, not to be changed here', entry.expiresAt && `ends ${moment(entry.expiresAt)}`,
      (entry.metadata ?? null) !== null && `metadata ${JSON.stringify(entry.metadata)}`,
    ];
    const save = () => doing(async () => {
      await change('PUT', path('value', { key: key.value }), { value: value.value, metadata: entry.metadata, expiresAt: entry.expiresAt });
      showDone(`${key.value} is written.`);
      await Promise.all([list(), open(key.value)]);
    });
    const drop = () => doing(async () => {
      if (!await confirm(`Delete ${entry.key} with its value?`, 'Delete')) return;
      await remove(path('value', { key: entry.key }));
      showDone(`${entry.key} is deleted.`);
      edited.replaceChildren();
      await list();
    });
    edited.replaceChildren(
      key, value, element('p', { class: 'faint' }, facts.filter(Boolean).join(' · ')),
      element('div', { class: 'bar' },
        !isFixed && button('Save', save, { class: 'primary', 'data-action': 'save-key' }),
        !isNew && button('Delete', drop, { 'data-action': 'delete-key' }),
        button('Close', () => edited.replaceChildren())));
  }

  list();
  return panel('Keys and values', { class: 'panel' },
    element('form', { class: 'bar', onsubmit: (event) => { event.preventDefault(); list(); } },
      choice.node, prefix, element('button', {}, 'List'), button('New key', () => edit({}), { 'data-action': 'new-key' })),
    listed, edited);
}
