// What providers will refuse, what readers will not see, and where the mail is not what it should be.
import { h, icon } from '../dom.js';
import { size, t } from '../words.js';
import { linkTo } from '../place.js';

const GMAIL_SHOWS = 102 * 1024;
const MOST = 100;

/** All that is wrong, the worst first. */
export function findings(mail, { lint, page }) {
  const withoutAlt = page?.pictures.filter(picture => picture.alt === null && !picture.isTracker) ?? [];
  const trackers = page?.pictures.filter(picture => picture.isTracker) ?? [];
  return [
    ...lint.map(one => ({ kind: one.severity, id: one.id, message: one.message, remedy: one.remedy })).sort((a, b) => (b.kind === 'refused') - (a.kind === 'refused')),
    ...mail.defects.map(one => ({ kind: 'defect', id: one.id, message: one.message, remedy: t('defect.at', { offset: one.offset ?? 0 }) })),
    ...(withoutAlt.length > 0 ? [{ kind: 'warning', id: 'missing-alt', message: t('alt.missing', { n: withoutAlt.length }), remedy: t('alt.remedy'), list: withoutAlt.map(picture => picture.source) }] : []),
    ...(trackers.length > 0 ? [{ kind: 'warning', id: 'tracker', message: t('tracker', { n: trackers.length }), remedy: t('tracker.remedy'), list: trackers.map(picture => picture.source) }] : []),
  ];
}

export function showChecks({ panel, mail, insights }) {
  const found = findings(mail, insights);
  panel.replaceChildren(...[
    found.length === 0 ? h('p', { class: 'fine' }, icon('check'), t('checks.fine')) : h('ul', { class: 'findings' }, found.slice(0, MOST).map(finding)),
    found.length > MOST ? h('p', { class: 'soft' }, t('cut')) : null,
    insights.page ? clipping(mail, insights.page) : null,
    insights.page?.pictures.length > 0 ? pictures(insights.page.pictures) : null,
    insights.links.length > 0 ? links(insights.links) : null,
  ].filter(Boolean));
}

function finding({ kind, id, message, remedy, list }) {
  return h('li', { class: `finding ${kind}` }, icon(kind === 'refused' ? 'stop' : 'warn'),
    h('div', {},
      h('span', { class: 'kind' }, t(`kind.${kind}`)),
      h('p', { class: 'what' }, message),
      remedy ? h('p', { class: 'soft' }, remedy) : null,
      list ? h('ul', { class: 'sources' }, list.slice(0, 10).map(source => h('li', {}, h('bdi', {}, source)))) : null,
      h('code', { class: 'soft' }, id)));
}

function clipping(mail, page) {
  return h('section', {}, h('h3', {}, t('gmail')),
    h('meter', { min: '0', max: String(GMAIL_SHOWS), value: String(page.size), low: String(GMAIL_SHOWS * 0.9), high: String(GMAIL_SHOWS * 0.99), optimum: '0', 'aria-label': t('gmail') }),
    h('p', {}, t(page.isClipped ? 'gmail.clipped' : 'gmail.whole', { size: size(page.size), limit: '102 KB' }), ' ',
      page.isClipped ? h('a', { href: linkTo(mail.id, 'html') }, t('gmail.see')) : null));
}

function pictures(list) {
  const alt = picture => picture.alt === null ? h('em', { class: 'bad' }, t('alt.none')) : picture.alt === '' ? h('em', {}, t('alt.empty')) : h('bdi', {}, picture.alt);
  return h('section', {}, h('h3', {}, t('pictures', { n: list.length })), h('p', { class: 'soft' }, t('pictures.why')),
    h('div', { class: 'wide' }, h('table', {}, h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('pictures.alt')), h('th', { scope: 'col' }, t('pictures.source')))),
      h('tbody', {}, list.slice(0, MOST).map(picture => h('tr', {}, h('td', {}, alt(picture)), h('td', { class: 'url' }, h('bdi', {}, picture.source))))))));
}

function links(list) {
  return h('section', {}, h('h3', {}, t('links', { n: list.length })),
    h('ul', { class: 'links' }, list.slice(0, MOST).map(link => h('li', {},
      h('bdi', {}, link.text || link.url), link.text === link.url ? null : h('div', { class: 'soft url' }, h('bdi', {}, link.url))))));
}
