// One mail: what it is about, what can be done with it, and its views.
import * as api from './api.js';
import { byId, h, icon } from './dom.js';
import { fullTime, label, longTime, mailbox, size, t } from './words.js';
import { attachmentStrip } from './attachments.js';
import { copyButton } from './copy.js';
import { makeTabs } from './tabs.js';
import { remember, remembered } from './settings.js';
import { welcome } from './welcome.js';
import { showHtml } from './views/html.js';
import { showText } from './views/text.js';
import { showHeaders } from './views/headers.js';
import { showStructure } from './views/structure.js';
import { findings, showChecks } from './views/checks.js';
import { showTranscript } from './views/transcript.js';
import { showSource } from './views/source.js';

const MOST_CODES = 3;

const VIEWS = { html: showHtml, text: showText, headers: showHeaders, structure: showStructure, checks: showChecks, smtp: showTranscript, source: showSource };

export class Message {
  /** @param actions what can be done with a mail, by name; @param moved called with a tab the reader has changed to */
  constructor(actions, moved) {
    Object.assign(this, { actions, moved, pane: byId('main'), id: '', tab: '' });
  }

  /** Shows a mail; the same again only changes the tab. */
  async show(id, tab) {
    if (id === this.id && this.tabs) {
      this.select(tab);
      return;
    }
    this.id = id;
    this.tabs = this.mail = null;
    this.asking?.abort();
    const asking = this.asking = new AbortController();
    this.pane.setAttribute('aria-busy', 'true');
    try {
      const [mail, insights] = await Promise.all([api.showMail(id, asking.signal), api.lookInto(id, asking.signal)]);
      if (this.asking !== asking)
        return;
      Object.assign(this, { mail, insights });
      this.draw(tab);
      if (!mail.read)
        api.markMail(id, true).catch(() => {});
    } catch (error) {
      if (error.name === 'AbortError')
        return;
      this.pane.replaceChildren(this.backButton(), h('div', { class: 'notice' }, icon('stop'), h('h2', { id: 'subject', tabindex: '-1' }, t('problem.title')), h('p', {}, error.message)));
    } finally {
      if (this.asking === asking)
        this.pane.removeAttribute('aria-busy');
    }
  }

  /** Nothing is open: how to send a mail here, if there is none. */
  close(isEmpty, server) {
    this.asking?.abort();
    Object.assign(this, { id: '', mail: null, tabs: null });
    this.pane.removeAttribute('aria-busy');
    this.pane.replaceChildren(isEmpty ? welcome(server) : h('div', { class: 'notice' }, icon('inbox'), h('p', {}, t('choose'))));
  }

  focus() {
    byId('subject')?.focus();
  }

  draw(tab) {
    const { mail, insights } = this;
    const count = findings(mail, insights).length;
    this.tabs = makeTabs(t('views'), [
      mail.html !== null ? { name: 'html', title: t('tab.html') } : null,
      mail.text !== null || mail.html === null ? { name: 'text', title: t('tab.text') } : null,
      { name: 'headers', title: t('tab.headers') },
      { name: 'structure', title: t('tab.structure') },
      { name: 'checks', title: t('tab.checks'), badge: count > 0 ? h('span', { class: 'badge' }, String(count)) : null },
      { name: 'smtp', title: t('tab.smtp') },
      { name: 'source', title: t('tab.source') },
    ].filter(Boolean), '', name => this.moved(name));
    this.tab = '';
    this.pane.replaceChildren(this.toolbar(), this.head(), this.tabs.strip, this.tabs.panel);
    this.select(tab);
  }

  select(tab) {
    const { names } = this.tabs;
    const wanted = [tab, remembered('tab', ''), names[0]].find(name => names.includes(name));
    if (tab)
      remember('tab', wanted);
    if (wanted === this.tab)
      return;
    this.tab = wanted;
    this.tabs.select(wanted);
    this.tabs.panel.dataset.view = wanted;
    this.tabs.panel.replaceChildren();
    VIEWS[wanted]({ panel: this.tabs.panel, mail: this.mail, insights: this.insights, signal: this.asking.signal });
  }

  toolbar() {
    const { id } = this;
    const button = (shape, name, run) => this.named(h('button', { class: 'icon-button', type: 'button', on: { click: run } }, icon(shape), h('span', {}, t(name))), t(name));
    return h('div', { class: 'toolbar', role: 'toolbar', 'aria-label': t('actions') },
      this.backButton(),
      button('release', 'release', () => this.actions.release(this.mail)),
      this.named(h('a', { class: 'icon-button', href: api.rawUrl(id), download: `${id}.eml`, id: 'download' }, icon('download'), h('span', {}, t('download'))), t('download')),
      button('read', 'mark-unread', () => this.actions.unread(id)),
      button('trash', 'delete', () => this.actions.delete(id)));
  }

  backButton() {
    return this.named(h('button', { class: 'icon-button back', type: 'button', on: { click: () => this.actions.back() } }, icon('back')), t('back'));
  }

  named(element, name) {
    label(element, name);
    return element;
  }

  head() {
    const { mail, insights } = this;
    const line = (name, list) => list.length > 0 ? [h('dt', {}, t(name)), h('dd', {}, list.map((one, i) => [i > 0 ? ', ' : '', h('bdi', {}, mailbox(one))]))] : [];
    // Who gets it though no field says so: blind copies, and lists.
    const visible = new Set([...mail.to, ...mail.cc].flatMap(one => one.members ?? [one]).map(one => one.address.toLowerCase()));
    const hidden = mail.envelope.to.filter(address => !visible.has(address.toLowerCase()));
    return h('header', { class: 'head' },
      h('h2', { id: 'subject', tabindex: '-1', class: mail.subject ? null : 'missing' }, h('bdi', {}, mail.subject || t('no-subject'))),
      h('dl', { class: 'who' },
        line('from', mail.from), line('reply-to', mail.replyTo), line('to', mail.to), line('cc', mail.cc),
        hidden.length > 0 ? [h('dt', {}, t('hidden')), h('dd', {}, h('bdi', {}, hidden.join(', ')))] : [],
        h('dt', {}, t('received')), h('dd', {}, h('time', { datetime: mail.received, title: fullTime(mail.received) }, longTime(mail.received)), h('span', { class: 'soft' }, ` · ${size(mail.size)}`))),
      h('div', { class: 'extras' },
        insights.codes.length > 0 ? h('p', { class: 'codes' }, h('span', { class: 'soft' }, t('code')), insights.codes.slice(0, MOST_CODES).map(code => copyButton(code, code))) : null,
        attachmentStrip(mail)));
  }
}
