// The dashboard: one page whose address behind the # says what it shows. A view gets an AbortSignal, and ends all that it does (timers, requests, streams) when that fires.
import { showFunctions } from './functions-view.js';
import { showFunction } from './function-view.js';
import { clearMessage } from './message.js';

const view = document.getElementById('view');
let leaving = new AbortController();

function show() {
  leaving.abort();
  leaving = new AbortController();
  clearMessage();
  const [, page, name] = location.hash.split('/');
  const isFunction = page === 'functions' && name;
  document.title = isFunction ? `${decodeURIComponent(name)} · EdgeIsolates` : 'EdgeIsolates';
  view.replaceChildren();
  if (isFunction) showFunction(view, decodeURIComponent(name), leaving.signal);
  else showFunctions(view, leaving.signal);
}

addEventListener('hashchange', () => {
  if (location.hash === '#view') return;
  show();
  view.focus({ preventScroll: true });
  scrollTo(0, 0);
});
show();
