// A button that puts a text on the clipboard.
import { h, icon } from './dom.js';
import { label, t } from './words.js';
import { say, toast } from './toast.js';

export function copyButton(text, shown) {
  const button = h('button', { class: 'copy', type: 'button', on: { click: () => copy(button, text) } }, shown ? h('span', {}, shown) : null, icon('copy'));
  label(button, shown ? t('copy.what', { what: shown }) : t('copy'));
  return button;
}

async function copy(button, text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without https or localhost a page has no clipboard.
    toast(t('copy.failed'), 'problem');
    return;
  }
  button.replaceChild(icon('check'), button.lastChild);
  say(t('copied'));
  setTimeout(() => button.replaceChild(icon('copy'), button.lastChild), 1500);
}
