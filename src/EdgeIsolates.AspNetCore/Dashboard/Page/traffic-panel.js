// Which version gets how many of the requests, and a slider to change it.
import { element, panel, whenChanged } from './dom.js';

export function trafficPanel(act) {
  const content = element('div');
  return { node: panel('Traffic', { class: 'panel' }, content), show: whenChanged((data) => content.replaceChildren(...render(data, act))) };
}

function render({ kept, live }, act) {
  const main = live.reduce((most, one) => (one.percent > (most?.percent ?? -1) ? one : most), undefined);
  const others = kept.filter((version) => version.number !== main?.number);
  if (!main || others.length === 0) return [shares(live), element('p', { class: 'empty' }, 'There is only one version: nothing to split.')];
  const other = live.find((one) => one.number !== main.number);
  const choice = element('select', { id: 'split-version' },
    others.map(({ number, version, message }) => element('option', { value: number, selected: number === other?.number }, message ? `${version} — ${message}` : version)));
  const slider = element('input', { id: 'split-percent', type: 'range', min: 0, max: 100, step: 1, value: other?.percent ?? 10 });
  const output = element('output', { for: 'split-percent' }, `${slider.value} %`);
  slider.addEventListener('input', () => { output.textContent = `${slider.value} %`; });
  const apply = element('button', { type: 'button', 'data-action': 'split', onclick: () => {
    act.split(others.find(({ number }) => number === Number(choice.value)), Number(slider.value));
  } }, 'Apply');
  return [
    shares(live),
    element('div', { class: 'split' },
      element('label', { for: 'split-version' }, 'Share for'), choice,
      element('label', { for: 'split-percent', class: 'hidden' }, 'Percent of the requests'), slider, output, apply),
  ];
}

function shares(live) {
  return element('ul', { class: 'shares' }, live.map(({ version, percent }) => element('li', {},
    element('meter', { min: 0, max: 100, value: percent, 'aria-label': version }),
    element('span', {}, `${percent} %`), element('code', {}, version))));
}
