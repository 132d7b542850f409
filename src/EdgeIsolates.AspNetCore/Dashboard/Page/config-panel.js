// What was deployed: routes, limits, names of variables and secrets, modules.
import { element, panel, whenChanged } from './dom.js';
import { bytes, milliseconds } from './format.js';

export function configPanel() {
  const content = element('dl', { class: 'facts' });
  return {
    node: panel('Configuration', { class: 'panel' }, content),
    show: whenChanged((shown) => content.replaceChildren(...facts(shown).flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]))),
  };
}

const codes = (names) => (names.length === 0 ? ['none'] : [element('ul', { class: 'codes' }, names.map((name) => element('li', {}, element('code', {}, name))))]);

function facts({ routes, config, secrets, modules }) {
  if (!config) return [['Routes', codes(routes)]];
  const limits = [['Memory', `${config.memoryLimitMb} MB`], ['Time to answer', milliseconds(config.timeoutMs)], ['CPU per request', milliseconds(config.cpuMs)]];
  const scale = [
    ['Kept warm', String(config.minWarm)],
    ['Isolates', config.maxIsolates ? `at most ${config.maxIsolates}` : 'as the host allows'],
    ['Requests at a time', config.maxConcurrentRequests ? `${config.maxConcurrentRequests} in an isolate` : 'as the host allows'],
  ];
  return [
    ['Routes', codes(routes)],
    ...limits,
    ...scale,
    ['Regions', config.regions.length ? codes(config.regions) : 'everywhere'],
    ['Variables', codes(config.envVars)],
    ['Secrets', codes(secrets)],
    ...(config.compatibilityFlags.length ? [['Flags', codes(config.compatibilityFlags)]] : []),
    ...(config.allowEval ? [['eval', 'allowed']] : []),
    ['Modules', codes(modules.map(({ name, kind, bytes: size }) => `${name} · ${kind} · ${bytes(size)}`))],
  ];
}
