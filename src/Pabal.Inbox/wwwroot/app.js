// Puts the parts together: what was opened, what came in, what somebody wants done.
import * as api from './api.js';
import { byId, h, icon } from './dom.js';
import { label, learnWords, nameOf, t } from './words.js';
import { List } from './list.js';
import { Message } from './message.js';
import { Side } from './side.js';
import { confirm, openDialog } from './dialog.js';
import { listen } from './live.js';
import { listenForKeys, showHelp } from './keys.js';
import { goTo, place } from './place.js';
import { askRelease } from './release.js';
import { showFaults } from './faults.js';
import { attempt, say, toast } from './toast.js';
import { welcome } from './welcome.js';

const TYPING_PAUSE = 200;
const isNarrow = matchMedia('(max-width: 760px)');

await learnWords();
for (const [id, shape] of [['menu', 'menu'], ['mark-all', 'read'], ['delete-all', 'trash']])
  byId(id).prepend(icon(shape));
document.querySelector('.search .glyph').append(icon('search'));

const list = new List(counted);
const message = new Message({ release: askRelease, unread, delete: remove, back }, tab => goTo(place().id, tab, { replace: true }));
// What this page itself deletes is no news to it.
const deleting = new Set();
const side = new Side(list, choose, { setup, faults: showFaults, help: showHelp });
let server = null;
let isLoaded = false;

function counted() {
  document.title = list.unread > 0 && !list.isFiltered ? `(${list.unread}) Pabal` : 'Pabal';
  const { view, inbox } = list.filter;
  byId('list-title').textContent = inbox || t(`view.${view}`);
  byId('list-count').textContent = t('mails', { n: list.total });
  byId('mark-all').disabled = list.unread === 0;
  byId('delete-all').disabled = list.total === 0;
  label(byId('delete-all'), t(list.isFiltered ? 'delete-found' : 'delete-all'));
  side.draw();
  // What there is to see when nothing is open depends on whether there is any mail.
  if (isLoaded && !place().id)
    message.close(list.total === 0 && !list.isFiltered, server);
}

async function choose(filter) {
  Object.assign(list.filter, filter);
  setMenu(false);
  await list.refresh({ keep: false });
}

async function follow() {
  const { id, tab } = place();
  document.body.dataset.view = id ? 'message' : 'list';
  list.focused = null;
  list.mark();
  if (!id) {
    counted();
    return;
  }
  document.querySelector('.row[aria-current]')?.scrollIntoView({ block: 'nearest' });
  await message.show(id, tab);
  if (isNarrow.matches)
    message.focus();
}

function back() {
  const { id } = place();
  if (!id) {
    byId('search').blur();
    return;
  }
  // At once: what is hidden takes no focus.
  if (isNarrow.matches)
    goTo('', '', { replace: true });
  list.focus(id);
}

function move(steps) {
  const from = place().id;
  const id = list.step(from, steps);
  if (!id)
    return;
  goTo(id, '', { replace: from !== '' });
  list.focus(id);
}

async function unread(id = place().id) {
  if (id && await attempt(() => api.markMail(id, false)))
    say(t('marked-unread'));
}

/** Deletes a mail and goes on with its neighbour, wherever the focus was. */
async function remove(id = place().id) {
  if (!id)
    return;
  const at = list.ids.indexOf(id);
  const neighbour = list.ids[at + 1] ?? list.ids[at - 1] ?? '';
  deleting.add(id);
  if (!await attempt(() => api.deleteMail(id)))
    return;
  say(t('deleted'));
  list.remove({ ids: [id], count: 1 });
  if (place().id === id)
    goTo(isNarrow.matches ? '' : neighbour, '', { replace: true });
  list.draw();
  list.focus(neighbour);
}

async function removeAll() {
  const filter = list.query;
  if (await confirm(t(list.isFiltered ? 'delete-found' : 'delete-all'), t('delete-all.sure', { n: list.total }), t('delete')))
    await attempt(() => api.deleteMails(filter));
}

async function setup() {
  server = await attempt(() => api.aboutServer()) ?? server;
  openDialog(t('tool.setup'), welcome(server));
}

function setMenu(isOpen) {
  byId('menu').setAttribute('aria-expanded', String(isOpen));
  document.body.classList.toggle('menu-open', isOpen);
}

let typing;
byId('search').addEventListener('input', event => {
  clearTimeout(typing);
  typing = setTimeout(() => choose({ search: event.target.value }), TYPING_PAUSE);
});
byId('search').addEventListener('keydown', event => event.key === 'ArrowDown' && list.mails.length > 0 && (event.preventDefault(), list.focus()));
byId('search-form').addEventListener('submit', event => event.preventDefault());
byId('menu').addEventListener('click', () => setMenu(!document.body.classList.contains('menu-open')));
byId('mark-all').addEventListener('click', () => attempt(() => api.markMails(list.query, true)));
byId('delete-all').addEventListener('click', removeAll);
byId('rows').addEventListener('click', event => {
  // Opened by keyboard, the reader wants to read; by mouse, to choose further.
  const link = event.target.closest('a');
  if (link && event.detail === 0)
    setTimeout(async () => { await message.show(link.dataset.id, place().tab); message.focus(); });
});
addEventListener('hashchange', follow);

listenForKeys({
  next: () => move(1), previous: () => move(-1), first: () => move(-Infinity), last: () => move(Infinity),
  search: () => { byId('search').focus(); byId('search').select(); },
  delete: event => remove(event.target.closest('.row')?.dataset.id), unread: () => unread(), back, help: showHelp,
  release: () => message.mail && askRelease(message.mail),
  download: () => byId('download')?.click(),
  tab: event => document.querySelectorAll('[role=tab]')[event.key - 1]?.click(),
});

function live(state) {
  byId('live').dataset.state = state;
  byId('live').querySelector('.words').textContent = t(`live.${state}`);
}

live('connecting');
await list.refresh();
isLoaded = true;
server ??= await api.aboutServer().catch(() => null);
await follow();
listen({
  connected: async () => {
    live('on');
    server = await api.aboutServer().catch(() => server);
    side.refresh();
    await list.refresh();
    isLoaded = true;
    counted();
  },
  lost: () => live('off'),
  added: mail => {
    list.add(mail);
    side.refresh();
    say(t('came', { from: mail.from.map(nameOf).join(', ') || t('nobody'), subject: mail.subject || t('no-subject') }));
  },
  changed: change => {
    list.change(change);
    side.refresh();
  },
  removed: change => {
    list.remove(change);
    side.refresh();
    if (change.ids.includes(place().id) && !deleting.has(place().id)) {
      toast(t('gone'));
      goTo('', '', { replace: true });
    }
  },
});
