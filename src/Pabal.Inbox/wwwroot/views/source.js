// The mail as it came, and its HTML as it was written.
import { beginning, rawUrl } from '../api.js';
import { h } from '../dom.js';
import { t } from '../words.js';
import { attempt } from '../toast.js';
import { copyButton } from '../copy.js';

const MOST = 500_000;

export function showSource({ panel, mail, signal }) {
  const body = h('div', {});
  const choices = { message: t('source.message'), html: t('source.html') };

  async function choose(name) {
    for (const button of bar.querySelectorAll('.toggle'))
      button.setAttribute('aria-pressed', String(button.dataset.name === name));
    const found = name === 'html'
      ? { text: mail.html.slice(0, MOST), whole: mail.html.length <= MOST }
      : await attempt(() => beginning(rawUrl(mail.id), MOST, signal));
    if (found)
      body.replaceChildren(h('div', { class: 'source' }, copyButton(found.text), h('pre', { tabindex: '0' }, found.text)), found.whole ? '' : h('p', { class: 'soft' }, t('cut.download')));
  }

  const bar = h('div', { class: 'view-bar', role: 'group', 'aria-label': t('tab.source') }, Object.entries(choices)
    .filter(([name]) => name !== 'html' || mail.html !== null)
    .map(([name, title]) => h('button', { type: 'button', class: 'toggle', data: { name }, on: { click: () => choose(name) } }, title)));
  panel.replaceChildren(bar, body);
  choose('message');
}
