// The versions that are kept, and the way back to each.
import { element, panel, whenChanged } from './dom.js';
import { bytes, moment } from './format.js';

export function versionsPanel(act) {
  const body = element('tbody');
  const table = element('table', { class: 'versions' },
    element('thead', {}, element('tr', {}, ['Version', 'Deployed', 'By', 'Message', 'Size', ''].map((name) => element('th', { scope: 'col' }, name)))),
    body);
  return {
    node: panel('Versions', { class: 'panel whole' }, element('div', { class: 'wide tall' }, table)),
    show: whenChanged((kept) => body.replaceChildren(...kept.map((version) => row(version, act)))),
  };
}

function row(version, act) {
  const size = version.modules.reduce((sum, module) => sum + module.bytes, 0);
  const action = version.percent === 100
    ? element('span', { class: 'mark active' }, 'live')
    : element('span', {},
      version.percent > 0 && element('span', { class: 'mark active' }, `${version.percent} %`), ' ',
      element('button', { type: 'button', 'data-roll-back': version.number, onclick: () => act.rollBack(version) }, 'Roll back'));
  return element('tr', {},
    element('th', { scope: 'row', 'data-label': 'Version' }, element('code', {}, version.version)),
    element('td', { 'data-label': 'Deployed' }, moment(version.deployedAt)),
    element('td', { 'data-label': 'By' }, version.deployedBy || '–'),
    element('td', { 'data-label': 'Message', class: 'text' }, version.message || '–'),
    element('td', { 'data-label': 'Size' }, bytes(size)),
    element('td', { class: 'act' }, action));
}
