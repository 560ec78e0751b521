// Attached files: pictures are previewed, texts can be looked at, all can be saved. Nothing in them runs.
import * as api from './api.js';
import { h, icon } from './dom.js';
import { label, size, t } from './words.js';
import { openDialog } from './dialog.js';
import { attempt } from './toast.js';

const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp', 'image/avif']);
const MOST_OF_TEXT = 100_000;

export const isPicture = type => PICTURES.has(type);
const isText = type => type.startsWith('text/') || ['application/json', 'application/xml', 'image/svg+xml', 'message/rfc822'].includes(type);

export function attachmentStrip(mail) {
  if (mail.attachments.length === 0)
    return null;
  return h('ul', { class: 'files', 'aria-label': t('attachments', { n: mail.attachments.length }) }, mail.attachments.map(file => {
    const name = file.fileName || t('no-name');
    const facts = h('span', { class: 'soft' }, file.size === null ? file.contentType : `${size(file.size)} · ${file.contentType}`);
    const words = h('span', { class: 'file-words' }, h('bdi', { class: 'file-name' }, name), facts);
    const save = h('a', { class: 'icon-button', href: api.partUrl(mail.id, file.part), download: '' }, icon('download'));
    label(save, t('download.what', { what: name }));
    const front = isPicture(file.contentType) || isText(file.contentType)
      ? h('button', { type: 'button', class: 'file-open', 'aria-label': t('preview.what', { what: name }), on: { click: () => preview(mail.id, file, name) } }, thumbnail(mail.id, file), words)
      : h('span', { class: 'file-open' }, thumbnail(mail.id, file), words);
    return h('li', {}, front, save);
  }));
}

// What says it is a picture and is none is shown as a file.
function thumbnail(id, file) {
  if (!isPicture(file.contentType))
    return icon('file');
  const picture = h('img', { src: api.partUrl(id, file.part, true), alt: '', loading: 'lazy', class: 'thumbnail' });
  picture.addEventListener('error', () => picture.replaceWith(icon('file')));
  return picture;
}

async function preview(id, file, name) {
  const body = h('div', { class: 'preview' });
  if (isPicture(file.contentType)) {
    const picture = h('img', { src: api.partUrl(id, file.part, true), alt: name });
    picture.addEventListener('error', () => picture.replaceWith(h('p', {}, t('preview.none'))));
    body.append(picture);
  } else {
    const found = await attempt(() => api.beginning(api.partUrl(id, file.part), MOST_OF_TEXT));
    if (!found)
      return;
    body.append(h('pre', { tabindex: '0' }, found.text), found.whole ? '' : h('p', { class: 'soft' }, t('cut')));
  }
  openDialog(name, body, h('a', { class: 'button', href: api.partUrl(id, file.part), download: '' }, t('download')));
}
