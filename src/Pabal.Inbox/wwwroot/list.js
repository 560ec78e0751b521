// The list of mails: what is shown, kept up to date, and which of it has the focus. Of thousands a page at a time is asked for.
import * as api from './api.js';
import { byId } from './dom.js';
import { fillRow, makeRow } from './row.js';
import { place } from './place.js';
import { t } from './words.js';

const PAGE = 50;
const MOST_AT_ONCE = 1000;

export class List {
  constructor(counted) {
    this.counted = counted;
    this.filter = { search: '', inbox: '', view: 'all' };
    this.mails = [];
    this.elements = new Map();
    this.next = null;
    this.total = this.unread = this.changes = 0;
    this.rows = byId('rows');
    this.more = byId('more');
    this.more.addEventListener('click', () => this.loadMore());
    new IntersectionObserver(seen => seen.some(one => one.isIntersecting) && this.loadMore(), { root: byId('scroll'), rootMargin: '400px' }).observe(this.more);
  }

  /** What the API is asked for. The view comes first: what somebody is still typing may end in an open quotation mark. */
  get query() {
    const { search, inbox, view } = this.filter;
    const term = { all: '', unread: 'is:unread', attachments: 'has:attachment' }[view];
    return { search: [term, search.trim()].filter(Boolean).join(' '), inbox };
  }

  get isFiltered() {
    return this.query.search !== '' || this.query.inbox !== '';
  }

  get ids() {
    return this.mails.map(mail => mail.id);
  }

  find(id) {
    return this.mails.find(mail => mail.id === id);
  }

  /** Asks for what is shown anew. Only the last answer counts, however many are on their way. */
  async refresh({ keep = true } = {}) {
    this.asking?.abort();
    const asking = this.asking = new AbortController();
    const limit = keep ? Math.min(Math.max(this.mails.length, PAGE), MOST_AT_ONCE) : PAGE;
    const problem = byId('search-problem');
    const { changes } = this;
    try {
      const page = await api.listMails({ ...this.query, limit }, asking.signal);
      problem.hidden = true;
      Object.assign(this, { mails: page.messages, next: page.next, total: page.total, unread: page.unread });
      if (!keep)
        byId('scroll').scrollTop = 0;
      this.draw();
      // What happened meanwhile may be missing from the answer.
      if (changes !== this.changes)
        this.refreshSoon();
    } catch (error) {
      if (error.name === 'AbortError')
        return;
      problem.textContent = error.message;
      problem.hidden = false;
    }
  }

  /** One refresh for many events in a row. */
  refreshSoon() {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.refresh(), 150);
  }

  async loadMore() {
    if (!this.next || this.loading)
      return;
    this.loading = true;
    const { query, next } = this;
    try {
      const page = await api.listMails({ ...query, limit: PAGE, before: next });
      // An answer to what was asked before is no part of what is shown now.
      if (this.next === next && JSON.stringify(this.query) === JSON.stringify(query)) {
        const known = new Set(this.ids);
        this.mails.push(...page.messages.filter(mail => !known.has(mail.id)));
        this.next = page.next;
        this.draw();
      }
    } catch {
      // The button stays, and says so by staying.
    } finally {
      this.loading = false;
    }
  }

  add(mail) {
    this.changes++;
    if (this.isFiltered) {
      this.refreshSoon();
    } else if (!this.find(mail.id)) {
      const at = this.mails.findIndex(other => other.id < mail.id);
      this.mails.splice(at < 0 ? this.mails.length : at, 0, mail);
      // Who watches them come in sees the newest; what is far below is asked for when somebody goes there.
      if (this.mails.length > MOST_AT_ONCE && byId('scroll').scrollTop === 0) {
        this.mails.length = MOST_AT_ONCE;
        this.next = this.mails.at(-1).id;
      }
      this.total++;
      this.unread += mail.read ? 0 : 1;
      this.drawSoon();
    }
  }

  change({ ids, count, read }) {
    this.changes++;
    // The list of unread mails does not lose the one that is being read.
    if (ids.length < count || (this.isFiltered && ids.some(id => !this.find(id))))
      this.refreshSoon();
    for (const mail of this.mails) {
      if (ids.includes(mail.id) && mail.read !== read) {
        mail.read = read;
        this.unread += read ? -1 : 1;
        fillRow(this.elements.get(mail.id) ?? makeRow(mail), mail);
      }
    }
    this.drawSoon();
  }

  remove({ ids, count }) {
    this.changes++;
    const gone = new Set(ids);
    const known = this.mails.filter(mail => gone.has(mail.id));
    this.unread -= known.filter(mail => !mail.read).length;
    this.total -= known.length;
    this.mails = this.mails.filter(mail => !gone.has(mail.id));
    this.drawSoon();
    // Of those that are not loaded nothing is known here.
    if (known.length < count)
      this.refreshSoon();
  }

  drawSoon() {
    this.drawing ??= requestAnimationFrame(() => this.draw());
  }

  draw() {
    cancelAnimationFrame(this.drawing);
    this.drawing = undefined;
    const hadFocus = this.rows.contains(document.activeElement) ? document.activeElement.dataset.id : null;
    const known = new Set(this.ids);
    for (const [id, row] of this.elements) {
      if (!known.has(id)) {
        row.remove();
        this.elements.delete(id);
      }
    }
    let at = this.rows.firstChild;
    for (const mail of this.mails) {
      let row = this.elements.get(mail.id);
      if (!row)
        this.elements.set(mail.id, row = makeRow(mail));
      else if (row.firstChild.classList.contains('unread') === mail.read)
        fillRow(row, mail);
      if (row === at)
        at = at.nextSibling;
      else
        this.rows.insertBefore(row, at);
    }
    this.more.hidden = !this.next;
    byId('none').hidden = this.mails.length > 0 || !this.isFiltered;
    byId('none').textContent = this.filter.search ? t('none.search') : t('none.view');
    this.mark();
    if (hadFocus && !known.has(hadFocus))
      this.focus();
    this.counted();
  }

  /** The row of the open mail is the one that Tab leads to; without one, the first. */
  mark() {
    const { id } = place();
    const entry = this.elements.get(this.focused)?.firstChild ?? this.elements.get(id)?.firstChild ?? this.rows.querySelector('a');
    for (const link of this.rows.querySelectorAll('a[tabindex="0"], a[aria-current]')) {
      link.tabIndex = -1;
      link.removeAttribute('aria-current');
    }
    this.elements.get(id)?.firstChild.setAttribute('aria-current', 'true');
    if (entry)
      entry.tabIndex = 0;
  }

  /** The mail some steps away from another one, or the outermost. */
  step(from, steps) {
    const at = this.ids.indexOf(from);
    const to = Math.min(Math.max(at + steps, 0), this.mails.length - 1);
    if (to > this.mails.length - 5)
      this.loadMore();
    return this.mails[to]?.id ?? null;
  }

  focus(id = place().id) {
    this.focused = this.elements.has(id) ? id : this.mails[0]?.id;
    this.mark();
    this.elements.get(this.focused)?.firstChild.focus();
  }
}
