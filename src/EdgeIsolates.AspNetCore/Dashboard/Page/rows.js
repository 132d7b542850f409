// Tables of what stores hold.
import { element } from './dom.js';

/** A table whose rows are lists of cells: text or elements. A cell that is an object { text, class } has that class. */
export function rowsTable(names, rows, attributes = {}) {
  return element('div', { class: 'wide tall' }, element('table', attributes,
    element('thead', {}, element('tr', {}, names.map((name) => element('th', { scope: 'col' }, name)))),
    element('tbody', {}, rows.map((cells) => element('tr', {}, cells.map(cell))))));
}

function cell(content) {
  if (content !== null && typeof content === 'object' && 'text' in content && !(content instanceof Node)) return element('td', { class: content.class }, content.text);
  return element('td', {}, content instanceof Node || Array.isArray(content) ? content : String(content));
}

/** A choice among names; only shown when there are several. */
export function choiceOf(id, label, names, onchange) {
  const choice = element('select', { id, onchange }, names.map((name) => element('option', {}, name)));
  const node = element('span', { class: 'choice', hidden: names.length < 2 }, element('label', { for: id }, label), ' ', choice);
  return { node, get value() { return choice.value; } };
}

export const button = (text, onclick, attributes = {}) => element('button', { type: 'button', onclick, ...attributes }, text);
