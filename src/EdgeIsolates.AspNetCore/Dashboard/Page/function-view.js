// One function: how it does, what versions there are, and what can be done to it.
import { element, setText } from './dom.js';
import { change, pathOf, read } from './api.js';
import { confirm } from './confirm.js';
import { poll } from './poll.js';
import { showDone, showError } from './message.js';
import { statusMark } from './status.js';
import { figuresPanel } from './figures-panel.js';
import { trafficPanel } from './traffic-panel.js';
import { versionsPanel } from './versions-panel.js';
import { configPanel } from './config-panel.js';
import { isolatesPanel } from './isolates-panel.js';
import { tailPanel } from './tail-panel.js';
import { trialPanel } from './trial-panel.js';
import { statePanels } from './state-panels.js';

export function showFunction(view, name, signal) {
  const status = element('span');
  const toggle = element('button', { type: 'button', hidden: true, onclick: () => switchOnOrOff() });
  const act = { split: splitTraffic, rollBack };
  const figures = figuresPanel(name);
  const traffic = trafficPanel(act);
  const versions = versionsPanel(act);
  const config = configPanel();
  const isolates = isolatesPanel();
  const state = statePanels(name, signal);
  let current;
  let revisionShown;

  view.append(
    element('nav', { class: 'path', 'aria-label': 'Path' }, element('a', { href: '#/' }, 'Functions'), ' / '),
    element('div', { class: 'title' }, element('h1', {}, name), status, toggle),
    element('div', { class: 'panels' },
      figures.node, traffic.node, isolates.node, versions.node, tailPanel(name, signal), trialPanel(name), config.node, state.node));

  async function refresh() {
    const [shown, pool] = await Promise.all([
      read(pathOf(name), signal),
      read(`isolates?${new URLSearchParams({ function: name })}`, signal),
      figures.refresh(signal),
    ]);
    show(shown);
    isolates.show(pool.isolates);
    if (revisionShown !== shown.revision) {
      const [kept] = await Promise.all([read(`${pathOf(name)}/versions`, signal), state.refresh()]);
      revisionShown = shown.revision;
      versions.show(kept);
      traffic.show({ kept, live: shown.traffic });
    }
  }

  function show(shown) {
    current = shown;
    if (status.textContent !== shown.status) status.replaceChildren(statusMark(shown.status));
    setText(toggle, shown.status === 'disabled' ? 'Enable' : 'Disable');
    toggle.hidden = shown.status === 'deploying';
    config.show(shown);
  }

  async function doChange(method, path, body, done) {
    try {
      show(await change(method, `${pathOf(name)}/${path}`, body));
      showDone(done);
      await refresh();
    } catch (error) {
      if (!signal.aborted) showError(error);
    }
  }

  async function switchOnOrOff() {
    if (current.status === 'disabled') {
      await doChange('POST', 'enable', {}, `${name} answers again.`);
    } else if (await confirm(`Switch ${name} off? Its visitors get an error until it is switched on again.`, 'Disable')) {
      await doChange('POST', 'disable', {}, `${name} is switched off.`);
    }
  }

  async function rollBack({ number, version }) {
    if (await confirm(`Give all requests of ${name} to version ${version}?`, 'Roll back')) {
      await doChange('POST', 'rollback', { number }, `${name} runs version ${version}.`);
    }
  }

  function splitTraffic({ number, version }, percent) {
    return doChange('PUT', 'traffic', { number, percent }, `Version ${version} gets ${percent} % of the requests.`);
  }

  poll(2000, refresh, signal);
}
