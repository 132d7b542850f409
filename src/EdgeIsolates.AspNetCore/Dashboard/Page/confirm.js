// Asks before something that visitors would notice.
import { element } from './dom.js';

/** Resolves to whether the answer is yes; Escape is no. */
export function confirm(question, yes) {
  return new Promise((resolve) => {
    const dialog = element('dialog', { class: 'ask', onclose: () => { dialog.remove(); resolve(dialog.returnValue === 'yes'); } },
      element('p', {}, question),
      element('div', { class: 'buttons' },
        element('button', { type: 'button', onclick: () => dialog.close('no') }, 'Cancel'),
        element('button', { type: 'button', class: 'primary', 'data-answer': 'yes', onclick: () => dialog.close('yes') }, yes)));
    document.body.append(dialog);
    dialog.showModal();
  });
}
