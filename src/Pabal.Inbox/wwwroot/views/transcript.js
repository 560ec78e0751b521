// What client and server said until the mail was kept.
import { transcriptOf } from '../api.js';
import { h } from '../dom.js';
import { t } from '../words.js';
import { attempt } from '../toast.js';

const SIDES = { client: 'C', server: 'S', note: '·', content: '…' };

export async function showTranscript({ panel, mail, signal }) {
  const found = await attempt(() => transcriptOf(mail.id, signal));
  if (!found || panel.dataset.view !== 'smtp')
    return;
  if (found.lines.length === 0) {
    panel.replaceChildren(h('p', { class: 'soft' }, t('smtp.none')));
    return;
  }
  const begun = new Date(found.lines[0].time);
  panel.replaceChildren(h('p', { class: 'soft' }, t('smtp.why')), h('ol', { class: 'transcript' }, found.lines.map(line =>
    h('li', { class: line.side }, h('time', { datetime: line.time, class: 'soft' }, `+${new Date(line.time) - begun} ms`),
      h('span', { class: 'side-mark', title: t(`smtp.${line.side}`) }, h('span', { 'aria-hidden': 'true' }, SIDES[line.side]), h('span', { class: 'quiet' }, t(`smtp.${line.side}`))),
      h('code', {}, line.text)))));
}
