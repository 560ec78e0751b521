// The parts of the mail as a tree, each to be saved.
import { partUrl } from '../api.js';
import { h, icon } from '../dom.js';
import { isPicture } from '../attachments.js';
import { label, size, t } from '../words.js';

const MOST = 1000;

export function showStructure({ panel, mail }) {
  let left = MOST;

  function node(part) {
    if (--left < 0)
      return null;
    const children = part.children ?? [];
    const isLeaf = part.size !== null;
    const facts = [part.charset, part.encoding, part.disposition, part.contentId ? `cid:${part.contentId}` : null, isLeaf ? size(part.size) : null].filter(Boolean).join(' · ');
    const save = isLeaf ? h('a', { class: 'icon-button', href: partUrl(mail.id, part.part), download: '' }, icon('download')) : null;
    if (save)
      label(save, t('download.what', { what: part.fileName || part.part }));
    return h('li', {},
      h('div', { class: 'part' },
        h('code', { class: 'path' }, part.part),
        isLeaf && isPicture(part.contentType) ? h('img', { class: 'thumbnail', alt: '', loading: 'lazy', src: partUrl(mail.id, part.part, true) }) : null,
        h('div', { class: 'part-words' },
          h('div', {}, h('strong', {}, h('bdi', {}, part.contentType)), part.fileName ? [' ', h('bdi', {}, part.fileName)] : null),
          facts ? h('div', { class: 'soft' }, h('bdi', {}, facts)) : null,
          part.sha256 ? h('div', { class: 'soft sum' }, `SHA-256 ${part.sha256}`) : null),
        save),
      children.length > 0 ? h('ul', {}, children.map(node)) : null);
  }

  const tree = h('ul', { class: 'tree' }, node(mail.root));
  panel.replaceChildren(tree, ...(left < 0 ? [h('p', { class: 'soft' }, t('cut'))] : []));
}
