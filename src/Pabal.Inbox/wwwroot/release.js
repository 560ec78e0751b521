// Sends a mail on to real people, if the inbox was started so.
import * as api from './api.js';
import { h } from './dom.js';
import { t } from './words.js';
import { openDialog } from './dialog.js';
import { attempt, toast } from './toast.js';

export async function askRelease(mail) {
  const server = await attempt(() => api.aboutServer());
  if (!server)
    return;
  if (!server.releaseAllow) {
    openDialog(t('release'), h('div', {}, h('p', {}, t('release.off')), h('pre', { tabindex: '0' }, 'pabal inbox --release-to smtp.example.com --release-allow "*@example.com"')));
    return;
  }
  const field = h('textarea', { id: 'release-to', rows: '3', spellcheck: 'false', 'aria-describedby': 'release-why release-problem' }, mail.envelope.to.join('\n'));
  const problem = h('p', { id: 'release-problem', class: 'problem', role: 'alert', hidden: true });
  const send = h('button', { class: 'button', type: 'submit' }, t('release'));
  const form = h('form', { on: { submit } },
    h('label', { for: 'release-to' }, t('release.to')), field,
    h('p', { id: 'release-why', class: 'soft' }, t('release.allowed', { patterns: server.releaseAllow.join(', ') || t('release.nobody') })),
    problem, h('div', { class: 'dialog-foot' }, send));
  const dialog = openDialog(t('release.title'), form);
  field.focus();

  async function submit(event) {
    event.preventDefault();
    send.disabled = true;
    problem.hidden = true;
    try {
      const sent = await api.releaseMail(mail.id, field.value.split(/[\s,;]+/).filter(Boolean));
      dialog.close();
      toast(sent.rejected.length > 0
        ? t('release.some', { n: sent.accepted.length, refused: sent.rejected.map(one => `${one.address} (${one.reply})`).join(', ') })
        : t('release.done', { n: sent.accepted.length }), sent.rejected.length > 0 ? 'problem' : 'done');
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    } finally {
      send.disabled = false;
    }
  }
}
