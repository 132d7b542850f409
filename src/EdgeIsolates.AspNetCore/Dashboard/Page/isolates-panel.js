// The isolates of a function on this node, and the memory of each.
import { element, panel } from './dom.js';
import { ago, bytes, count, milliseconds } from './format.js';

const mostShown = 50;

export function isolatesPanel() {
  const content = element('div', { class: 'tall' });
  return {
    node: panel('Memory by isolate', { class: 'panel' }, content),
    show: (isolates) => content.replaceChildren(...(isolates.length === 0
      ? [element('p', { class: 'empty' }, 'No isolate of this function is alive on this node. Its next request starts one.')]
      : [element('ul', { class: 'isolates' }, isolates.slice(0, mostShown).map(row)), isolates.length > mostShown && `and ${isolates.length - mostShown} more`].filter(Boolean))),
  };
}

const row = (isolate) => element('li', {},
  element('div', {}, element('code', {}, isolate.id), element('span', { class: `mark ${isolate.state}` }, isolate.state), element('code', {}, isolate.functionVersion)),
  element('div', {},
    element('meter', { min: 0, max: isolate.memoryLimitBytes || 1, high: isolate.memoryLimitBytes * 0.8, value: isolate.memoryBytes, 'aria-label': 'Memory' }),
    element('span', {}, `${bytes(isolate.memoryBytes)} of ${bytes(isolate.memoryLimitBytes)}`)),
  element('div', { class: 'faint' },
    `${count(isolate.requestsServed)} requests, ${count(isolate.requestsUnderWay)} under way, started ${ago(isolate.createdAt)} in ${milliseconds(isolate.coldStartMs)}`));
