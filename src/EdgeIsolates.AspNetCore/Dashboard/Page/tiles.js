// A row of figures, each with a name, that change in place.
import { element, setText } from './dom.js';

export function tiles(names) {
  const values = new Map(names.map((name) => [name, element('dd', {}, '–')]));
  const node = element('dl', { class: 'tiles' }, names.map((name) => element('div', {}, element('dt', {}, name), values.get(name))));
  return { node, set: (name, text) => setText(values.get(name), text) };
}
