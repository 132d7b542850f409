// A box for SQL statements.
import { element, panel } from './dom.js';
import { change } from './api.js';
import { bytes, count, milliseconds } from './format.js';
import { choiceOf, rowsTable } from './rows.js';

const mostShown = 200;

export function sqlPanel(databases, signal) {
  const choice = choiceOf('sql-database', 'Database', databases);
  const statement = element('textarea', { id: 'sql-statement', rows: 4, spellcheck: 'false', placeholder: 'SELECT …', 'aria-label': 'Statement', onkeydown: runByKey });
  const result = element('div', { class: 'result', 'aria-live': 'polite' });
  const run = element('button', { class: 'primary' }, 'Run');
  const form = element('form', { class: 'sql', onsubmit: submit }, statement, element('div', { class: 'bar' }, choice.node, run));

  function runByKey(event) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  }

  async function submit(event) {
    event.preventDefault();
    run.disabled = true;
    try {
      result.replaceChildren(...answer(await change('POST', `sql/${encodeURIComponent(choice.value)}/query`, { sql: statement.value })));
    } catch (error) {
      if (!signal.aborted) result.replaceChildren(element('pre', { class: 'line error' }, error.message));
    } finally {
      run.disabled = false;
    }
  }

  return panel('SQL', { class: 'panel' }, form, result);
}

function answer(got) {
  const facts = [
    `${count(got.rows.length)} ${got.rows.length === 1 ? 'row' : 'rows'}`, got.rows.length > mostShown && `the first ${mostShown} shown`, got.changedDatabase && `${count(got.changes)} changed`,
    `${count(got.rowsRead)} read`, milliseconds(got.durationMs), got.databaseBytes > 0 && bytes(got.databaseBytes),
  ];
  return [
    got.columns.length > 0 && rowsTable(got.columns, got.rows.slice(0, mostShown).map((row) => row.map(valueCell)), { class: 'rows' }),
    element('p', { class: 'faint' }, facts.filter(Boolean).join(' · ')),
  ].filter(Boolean);
}

function valueCell(value) {
  if (value === null) return { text: 'null', class: 'faint' };
  if (typeof value !== 'object') return String(value);
  return value.integer ?? { text: `base64: ${value.base64}`, class: 'text' };
}
