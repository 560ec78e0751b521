// What goes wrong on purpose: seen, added and taken away while the inbox runs.
import * as api from './api.js';
import { h, icon } from './dom.js';
import { label, t } from './words.js';
import { openDialog } from './dialog.js';
import { attempt } from './toast.js';

const STAGES = ['greeting', 'ehlo', 'tls', 'auth', 'mail', 'rcpt', 'data', 'final'];
const ACTIONS = ['code', 'drop', 'delay'];

export async function showFaults() {
  let plan = await attempt(() => api.readFaults());
  if (!plan)
    return;
  const list = h('ul', { class: 'faults', 'aria-label': t('faults.list') });
  const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  const choice = (id, names, key) => h('select', { id }, names.map(name => h('option', { value: name }, key ? t(`${key}.${name}`) : name)));
  const stage = choice('fault-stage', STAGES);
  const action = choice('fault-action', ACTIONS, 'fault');
  const value = h('input', { id: 'fault-value', inputmode: 'numeric', value: '451', size: '5' });
  const chance = h('input', { id: 'fault-chance', type: 'number', min: '1', max: '100', value: '100' });
  const heeds = h('input', { id: 'fault-heeds', type: 'checkbox', on: { change: () => save(plan.faults) } });
  stage.value = 'rcpt';

  function draw() {
    heeds.checked = plan.heedsMail;
    list.replaceChildren(...plan.faults.map((fault, i) => {
      const remove = h('button', { class: 'icon-button', type: 'button', on: { click: () => save(plan.faults.filter((_, at) => at !== i)) } }, icon('close'));
      label(remove, t('fault.remove', { fault }));
      return h('li', {}, h('code', {}, fault), remove);
    }));
    if (plan.faults.length === 0)
      list.replaceChildren(h('li', { class: 'soft' }, t('faults.none')));
    value.parentElement.hidden = action.value === 'drop';
    value.previousElementSibling.textContent = t(action.value === 'delay' ? 'fault.seconds' : 'fault.reply');
  }

  async function save(faults) {
    problem.hidden = true;
    try {
      plan = await api.setFaults({ faults, heedsMail: heeds.checked });
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    }
    draw();
  }

  function add(event) {
    event.preventDefault();
    const what = { code: value.value, drop: 'drop', delay: `delay=${value.value}` }[action.value];
    save([...plan.faults, `${stage.value}:${what}${chance.value === '100' ? '' : `:${chance.value / 100}`}`]);
  }

  action.addEventListener('change', () => {
    value.value = action.value === 'delay' ? '5' : '451';
    draw();
  });
  const named = (input, name) => h('div', {}, h('label', { for: input.id }, t(name)), input);
  const form = h('form', { class: 'fault-form', on: { submit: add } },
    named(stage, 'fault.stage'), named(action, 'fault.action'), named(value, 'fault.reply'), named(chance, 'fault.chance'), h('button', { class: 'button', type: 'submit' }, t('fault.add')));
  const body = h('div', {}, h('p', {}, t('faults.why')), list, problem, form,
    h('p', { class: 'check' }, heeds, h('label', { for: heeds.id }, t('faults.heeds'))));
  draw();
  openDialog(t('tool.faults'), body, h('button', { class: 'button plain', type: 'button', on: { click: () => save([]) } }, t('faults.clear')));
}
