// The line under the header: what was done, or why not.

const line = document.getElementById('message');

function show(text, kind) {
  line.textContent = text;
  line.className = kind;
  line.hidden = false;
}

export const showDone = (text) => show(text, 'done');

export const showError = (error) => show(error.message, 'failed');

export function clearMessage() {
  line.hidden = true;
  line.textContent = '';
}
