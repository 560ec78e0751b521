// One line of the list.
import { h, icon } from './dom.js';
import { fullTime, nameOf, shortTime, size, t } from './words.js';
import { linkTo } from './place.js';

export function makeRow(mail) {
  const link = h('a', { class: 'row', href: linkTo(mail.id), tabindex: '-1', data: { id: mail.id } });
  const row = h('li', {}, link);
  fillRow(row, mail);
  return row;
}

export function fillRow(row, mail) {
  const link = row.firstChild;
  const from = mail.from.length > 0 ? mail.from.map(nameOf).join(', ') : mail.envelope.from || t('nobody');
  const to = [...mail.to, ...mail.cc].map(nameOf).join(', ') || mail.envelope.to.join(', ');
  link.classList.toggle('unread', !mail.read);
  link.replaceChildren(
    h('span', { class: 'from' }, mail.read ? null : h('span', { class: 'quiet' }, `${t('unread')}: `), h('bdi', {}, from)),
    h('time', { datetime: mail.received, title: fullTime(mail.received) }, shortTime(mail.received)),
    h('span', { class: mail.subject ? 'subject' : 'subject missing' }, h('bdi', {}, mail.subject || t('no-subject'))),
    h('span', { class: 'to' }, h('span', {}, `${t('to')} `), h('bdi', {}, to || t('nobody'))),
    h('span', { class: 'facts' },
      mail.attachments > 0 ? h('span', { title: t('attachments', { n: mail.attachments }) }, icon('clip'), h('span', { class: 'quiet' }, t('attachments', { n: mail.attachments }))) : null,
      h('span', {}, size(mail.size))));
}
