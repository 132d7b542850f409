// Does something again and again while the page is looked at, one at a time, and says once when it does not work any more.
import { showError, clearMessage } from './message.js';

const untilVisible = (signal) => new Promise((resolve) => {
  if (!document.hidden) return resolve();
  const look = () => { if (!document.hidden) resolve(); };
  document.addEventListener('visibilitychange', look, { signal });
  signal.addEventListener('abort', resolve, { once: true });
});

const pause = (milliseconds, signal) => new Promise((resolve) => {
  const timer = setTimeout(resolve, milliseconds);
  signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
});

export async function poll(milliseconds, work, signal) {
  let failed = false;
  while (!signal.aborted) {
    try {
      await work();
      if (failed) clearMessage();
      failed = false;
    } catch (error) {
      if (signal.aborted) return;
      if (!failed) showError(error);
      failed = true;
    }
    await pause(milliseconds, signal);
    await untilVisible(signal);
  }
}
