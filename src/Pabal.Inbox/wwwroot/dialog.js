// A modal dialog: the browser keeps the focus inside, and gives it back.
import { h, icon } from './dom.js';
import { label, t } from './words.js';

/** Opens a dialog and returns it; it removes itself when it closes. */
export function openDialog(title, body, ...buttons) {
  const close = h('button', { class: 'icon-button', type: 'button', on: { click: () => dialog.close() } }, icon('close'));
  label(close, t('close'));
  const dialog = h('dialog', { 'aria-labelledby': 'dialog-title', on: { close: () => dialog.remove(), click: event => event.target === dialog && dialog.close() } },
    h('div', { class: 'dialog' },
      h('div', { class: 'dialog-head' }, h('h2', { id: 'dialog-title' }, h('bdi', {}, title)), close),
      h('div', { class: 'dialog-body' }, body),
      buttons.length > 0 ? h('div', { class: 'dialog-foot' }, buttons) : null));
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Asks before something that can't be undone. */
export function confirm(title, text, action) {
  return new Promise(resolve => {
    let answer = false;
    const yes = h('button', { type: 'button', class: 'button danger', on: { click: () => { answer = true; dialog.close(); } } }, action);
    const no = h('button', { type: 'button', class: 'button plain', autofocus: true, on: { click: () => dialog.close() } }, t('cancel'));
    const dialog = openDialog(title, h('p', {}, text), no, yes);
    dialog.addEventListener('close', () => resolve(answer));
  });
}
