// The header fields in their order, and what each is for.
import { h } from '../dom.js';
import { known, t } from '../words.js';

const MOST = 500;

export function showHeaders({ panel, mail }) {
  const { envelope } = mail;
  const fields = mail.headers.slice(0, MOST);
  panel.replaceChildren(
    h('h3', {}, t('envelope')),
    h('p', { class: 'soft' }, t('envelope.why')),
    h('dl', { class: 'fields' },
      field('MAIL FROM', envelope.from === null ? t('unknown') : envelope.from || '<>', t('envelope.from')),
      field('RCPT TO', envelope.to.join(', ') || t('unknown'), t('envelope.to')),
      envelope.helo ? field('EHLO', envelope.helo, t('envelope.helo')) : null,
      envelope.remote ? field(t('envelope.remote.name'), envelope.remote, t('envelope.remote')) : null,
      field('TLS', envelope.tls ?? t('envelope.tls.none'), t('envelope.tls')),
      envelope.user ? field('AUTH', envelope.user, t('envelope.user')) : null),
    h('h3', {}, t('headers', { n: mail.headers.length })),
    h('dl', { class: 'fields' }, fields.map(({ name, value }) => field(name, value, meaning(name)))),
    ...(fields.length < mail.headers.length ? [h('p', { class: 'soft' }, t('cut'))] : []));
}

function field(name, value, explained) {
  return h('div', { class: 'field' }, h('dt', {}, h('bdi', {}, name)), h('dd', {}, h('bdi', { class: 'value' }, value), explained ? h('p', { class: 'soft' }, explained) : null));
}

function meaning(name) {
  const key = `field.${name.toLowerCase()}`;
  return known(key) ? t(key) : name.toLowerCase().startsWith('x-') ? t('field.x') : null;
}
