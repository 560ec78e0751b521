// Tabs as assistive technology knows them: one stop for Tab, arrows between them.
import { h } from './dom.js';

/** @param tabs [{ name, title, badge }] @param chosen called with a name when the reader changes to it */
export function makeTabs(title, tabs, current, chosen) {
  const panel = h('div', { class: 'panel', role: 'tabpanel', id: 'panel', tabindex: '0' });
  const buttons = tabs.map(tab => h('button', {
    type: 'button', role: 'tab', id: `tab-${tab.name}`, 'aria-controls': 'panel', data: { tab: tab.name },
    on: { click: () => chosen(tab.name) },
  }, tab.title, tab.badge ?? null));
  const strip = h('div', { class: 'tabs', role: 'tablist', 'aria-label': title, on: { keydown: move } }, buttons);

  function select(name) {
    for (const button of buttons) {
      const isSelected = button.dataset.tab === name;
      button.setAttribute('aria-selected', String(isSelected));
      button.tabIndex = isSelected ? 0 : -1;
      if (isSelected) {
        panel.setAttribute('aria-labelledby', button.id);
        strip.scrollLeft = Math.max(0, button.offsetLeft - strip.clientWidth / 2);
      }
    }
  }

  function move(event) {
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (at < 0 || to === undefined)
      return;
    event.preventDefault();
    const button = buttons[(to + buttons.length) % buttons.length];
    button.focus();
    chosen(button.dataset.tab);
  }

  select(current);
  return { strip, panel, select, names: tabs.map(tab => tab.name) };
}
