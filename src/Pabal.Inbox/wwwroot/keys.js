// Single keys, for those who want them: not while somebody types, and not where they were switched off.
import { h } from './dom.js';
import { t } from './words.js';
import { openDialog } from './dialog.js';
import { remember, remembered } from './settings.js';

const KEYS = [
  ['j / ↓', 'key.next'], ['k / ↑', 'key.previous'], ['Enter', 'key.open'], ['Esc', 'key.back'], ['/', 'key.search'], ['Delete / #', 'delete'],
  ['u', 'mark-unread'], ['r', 'release'], ['d', 'download'], ['1 … 7', 'key.tab'], ['?', 'tool.help'],
];

export function listenForKeys(run) {
  addEventListener('keydown', event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]'))
      return;
    const isTyping = event.target.closest('input, textarea, select');
    const inList = event.target.closest('.rows');
    const name = inList ? nameOf(event, { ArrowDown: 'next', ArrowUp: 'previous', Home: 'first', End: 'last', Delete: 'delete', Escape: 'back' }) : event.key === 'Escape' ? 'back' : null;
    const letter = isTyping || remembered('keys', 'on') === 'off' ? null
      : nameOf(event, { j: 'next', k: 'previous', '/': 'search', '#': 'delete', Delete: 'delete', u: 'unread', r: 'release', d: 'download', '?': 'help' }) ?? (/^[1-7]$/.test(event.key) ? 'tab' : null);
    const action = isTyping && event.key !== 'Escape' ? null : name ?? letter;
    if (action && run[action]) {
      event.preventDefault();
      run[action](event);
    }
  });
}

const nameOf = (event, names) => names[event.key] ?? null;

export function showHelp() {
  const on = h('input', { id: 'keys-on', type: 'checkbox', on: { change: () => remember('keys', on.checked ? 'on' : 'off') } });
  on.checked = remembered('keys', 'on') === 'on';
  openDialog(t('tool.help'), h('div', {},
    h('dl', { class: 'keys' }, KEYS.map(([keys, name]) => h('div', {}, h('dt', {}, keys.split(' ').map(key => '/…'.includes(key) && keys !== '/' ? ` ${key} ` : h('kbd', {}, key))), h('dd', {}, t(name))))),
    h('p', { class: 'check' }, on, h('label', { for: on.id }, t('keys.on'))),
    h('h3', {}, t('search')), h('p', { class: 'soft' }, t('search.help')),
    h('p', { class: 'samples-line' }, ['from:', 'to:', 'subject:', 'has:attachment', 'is:unread', 'after:2d', 'larger:1m', '-'].map(term => [h('code', {}, term), ' ']))));
}
