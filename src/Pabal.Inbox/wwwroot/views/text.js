// The plain text, with its links to click.
import { h } from '../dom.js';
import { t } from '../words.js';

const MOST = 500_000;
const MOST_LINKS = 500;

export function showText({ panel, mail }) {
  if (mail.text === null) {
    panel.replaceChildren(h('p', { class: 'soft' }, t('text.none')));
    return;
  }
  const shown = mail.text.slice(0, MOST);
  const text = h('div', { class: 'plain', dir: 'auto' });
  let at = 0;
  let links = 0;
  for (const found of shown.matchAll(/https?:\/\/[^\s<>"'()]+/g)) {
    if (++links > MOST_LINKS)
      break;
    const url = found[0].replace(/[.,;:!?]+$/, '');
    text.append(shown.slice(at, found.index), h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, url));
    at = found.index + url.length;
  }
  text.append(shown.slice(at));
  panel.replaceChildren(text, ...(shown.length < mail.text.length ? [h('p', { class: 'soft' }, t('cut'))] : []));
}
