// Small marks: the status of a function, the outcome of a request.
import { element } from './dom.js';
import { words } from './format.js';

export const statusMark = (status) => element('span', { class: `mark ${status}` }, status);

export const outcomeMark = (outcome) => element('span', { class: `mark ${outcome === 'ok' ? 'active' : 'bad'}` }, words(outcome));

/** "3-9f86d081", or "90 % 3-9f86d081 · 10 % 4-aaaaaaaa" while traffic is split. */
export function trafficText(traffic) {
  if (traffic.length === 0) return '–';
  return traffic.length === 1 ? traffic[0].version : traffic.map(({ percent, version }) => `${percent} % ${version}`).join(' · ');
}
