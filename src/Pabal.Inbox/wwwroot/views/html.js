// The HTML as readers see it, in a frame that can do nothing: no script, no form, no origin, and nothing from elsewhere until it is asked for.
import { htmlUrl } from '../api.js';
import { h, icon } from '../dom.js';
import { size, t } from '../words.js';
import { remember, remembered } from '../settings.js';

const WIDTHS = { desktop: 'desktop', phone: 'phone' };

export function showHtml({ panel, mail, insights }) {
  const view = { remote: '', clip: '', dark: remembered('html.dark', '') };
  let width = remembered('html.width', 'desktop');
  const frame = h('iframe', { class: 'mail', title: t('html.frame'), sandbox: 'allow-popups allow-popups-to-escape-sandbox', referrerpolicy: 'no-referrer' });
  const stage = h('div', { class: 'stage' }, frame);

  function load() {
    frame.src = htmlUrl(mail.id, view);
    stage.dataset.width = width;
  }

  function toggle(shape, name, isOn, change) {
    const button = h('button', { type: 'button', class: 'toggle', 'aria-pressed': String(isOn()), on: { click: () => {
      change();
      for (const [other, pressed] of toggles)
        other.setAttribute('aria-pressed', String(pressed()));
      load();
    } } }, icon(shape), h('span', {}, t(name)));
    toggles.push([button, isOn]);
    return button;
  }

  function flip(name) {
    view[name] = view[name] ? '' : '1';
  }

  const toggles = [];
  const { page } = insights;
  const bar = h('div', { class: 'view-bar' },
    h('div', { class: 'segment', role: 'group', 'aria-label': t('html.width') }, Object.keys(WIDTHS).map(name =>
      toggle(WIDTHS[name], `html.${name}`, () => width === name, () => remember('html.width', width = name)))),
    toggle('moon', 'html.dark', () => view.dark === '1', () => {
      flip('dark');
      remember('html.dark', view.dark);
    }),
    page?.isClipped ? toggle('cut', 'html.clip', () => view.clip === '1', () => flip('clip')) : null);

  const remote = insights.remote > 0 ? h('div', { class: 'remote' }, icon('globe'), h('span', {}, t('remote', { n: insights.remote })),
    h('button', { type: 'button', class: 'button small', on: { click: () => {
      view.remote = '1';
      remote.replaceChildren(icon('globe'), h('span', {}, t('remote.loaded')));
      load();
    } } }, t('remote.load'))) : null;

  if (remote)
    bar.append(remote);
  panel.replaceChildren(...[bar, page?.isClipped ? h('p', { class: 'remote warn' }, icon('cut'), h('span', {}, t('clipped', { size: size(page.size) }))) : null, stage].filter(Boolean));
  load();
}
