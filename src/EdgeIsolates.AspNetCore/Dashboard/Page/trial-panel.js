// Tries the function with a request of one's own.
import { element, panel } from './dom.js';
import { change, pathOf } from './api.js';
import { outcomeMark } from './status.js';
import { bytes, milliseconds } from './format.js';
import { errorText, logLines } from './tail-panel.js';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

export function trialPanel(name) {
  const method = element('select', { id: 'trial-method' }, methods.map((one) => element('option', {}, one)));
  const url = element('input', { id: 'trial-url', value: '/', autocomplete: 'off', spellcheck: 'false' });
  const headers = element('textarea', { id: 'trial-headers', rows: 2, placeholder: 'content-type: application/json', spellcheck: 'false' });
  const body = element('textarea', { id: 'trial-body', rows: 3, spellcheck: 'false' });
  const result = element('div', { class: 'result', 'aria-live': 'polite' });
  const send = element('button', { class: 'primary' }, 'Send');

  async function trySubmit(event) {
    event.preventDefault();
    send.disabled = true;
    try {
      const hasBody = body.value !== '' && !['GET', 'HEAD'].includes(method.value);
      const request = { method: method.value, url: url.value, headers: parseHeaders(headers.value), body: hasBody ? body.value : undefined };
      result.replaceChildren(...answer(await change('POST', `${pathOf(name)}/invoke`, request)));
    } catch (error) {
      result.replaceChildren(element('pre', { class: 'line error' }, error.message));
    } finally {
      send.disabled = false;
    }
  }

  return panel('Try it', { class: 'panel' },
    element('form', { class: 'trial', onsubmit: trySubmit },
      element('label', { for: 'trial-method' }, 'Request'), element('div', { class: 'request' }, method, url, send),
      element('label', { for: 'trial-headers' }, 'Headers'), headers,
      element('label', { for: 'trial-body' }, 'Body'), body),
    result);
}

/** Reads lines of "name: value". */
function parseHeaders(text) {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return Object.fromEntries(lines.map((line) => {
    const colon = line.indexOf(':');
    if (colon < 1) throw new Error(`A header is a name, a colon and a value; this is "${line}".`);
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
  }));
}

function answer(got) {
  const facts = [
    got.functionVersion, `${milliseconds(got.wallMs)} wall`, `${milliseconds(got.cpuMs)} CPU`, bytes(got.memoryUsedBytes),
    got.coldStart ? `cold ${milliseconds(got.coldStart.readyMs)}` : 'warm',
  ];
  return [
    element('p', {}, outcomeMark(got.outcome), got.status !== null && element('b', {}, String(got.status)), element('span', { class: 'faint' }, facts.join(' · '))),
    got.error && errorText(got.error),
    got.headers.length > 0 && element('pre', { class: 'faint' }, got.headers.map(({ name, value }) => `${name}: ${value}`).join('\n')),
    got.status !== null && element('pre', { class: 'body' }, got.body ?? `base64: ${got.bodyBase64}`),
    got.isBodyCutOff && element('p', { class: 'faint' }, 'The body goes on; this is its beginning.'),
    ...(got.logs ? logLines(got.logs) : []),
  ].filter(Boolean);
}
