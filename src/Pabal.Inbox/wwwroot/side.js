// What stands at the side: views of the inbox, named inboxes, and tools.
import * as api from './api.js';
import { byId, h, icon } from './dom.js';
import { LANGUAGES, language, speak, t } from './words.js';
import { remember, remembered } from './settings.js';

const VIEWS = { all: 'inbox', unread: 'dot', attachments: 'clip' };
const THEMES = ['auto', 'light', 'dark'];

export class Side {
  /** @param chosen called with what is to be shown; @param tools what the tools do, by name */
  constructor(list, chosen, tools) {
    Object.assign(this, { list, chosen });
    this.names = [];
    const other = language === 'ko' ? 'en' : 'ko';
    byId('tools').replaceChildren(
      this.tool('plug', t('tool.setup'), tools.setup),
      this.tool('bolt', t('tool.faults'), tools.faults),
      this.tool('keys', t('tool.help'), tools.help),
      this.theme = this.tool('theme', '', () => this.turnTheme()),
      this.tool('globe', LANGUAGES[other], () => speak(other), other));
    this.nameTheme();
    this.draw();
  }

  /** The named inboxes, if there are any. */
  async refresh() {
    try {
      this.names = (await api.listInboxes()).inboxes;
      this.draw();
    } catch {
      // The list says what is wrong.
    }
  }

  draw() {
    const { view, inbox } = this.list.filter;
    const focused = byId('side').contains(document.activeElement) ? document.activeElement.dataset.key : null;
    byId('views').replaceChildren(...Object.keys(VIEWS).map(name =>
      this.view(`view:${name}`, VIEWS[name], t(`view.${name}`), !inbox && view === name, { view: name, inbox: '' }, name === 'unread' && !this.list.isFiltered ? this.list.unread : 0)));
    byId('inboxes').replaceChildren(...this.names.map(({ name, unread }) => this.view(`inbox:${name}`, 'folder', name, inbox === name, { view: 'all', inbox: name }, unread)));
    byId('inboxes').hidden = byId('inboxes-title').hidden = this.names.length === 0;
    if (focused)
      [...byId('side').querySelectorAll('button')].find(button => button.dataset.key === focused)?.focus();
  }

  view(key, shape, name, isCurrent, filter, unread) {
    return h('li', {}, h('button', { type: 'button', data: { key }, 'aria-current': isCurrent ? 'true' : null, title: name, on: { click: () => this.chosen(filter) } },
      icon(shape), h('bdi', {}, name), unread > 0 ? h('span', { class: 'count' }, String(unread), h('span', { class: 'quiet' }, ` ${t('unread')}`)) : null));
  }

  tool(shape, name, run, lang) {
    return h('li', {}, h('button', { type: 'button', title: name || null, on: { click: run } }, icon(shape), h('span', { lang }, name)));
  }

  turnTheme() {
    const theme = THEMES[(THEMES.indexOf(remembered('theme', 'auto')) + 1) % THEMES.length];
    remember('theme', theme);
    document.documentElement.dataset.theme = theme;
    this.nameTheme();
  }

  nameTheme() {
    this.theme.querySelector('span').textContent = this.theme.firstChild.title = t(`theme.${document.documentElement.dataset.theme}`);
  }
}
