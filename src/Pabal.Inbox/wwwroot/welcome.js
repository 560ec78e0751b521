// How to send a first mail here, ready to be copied.
import { h } from './dom.js';
import { t } from './words.js';
import { copyButton } from './copy.js';

/** The address as seen from this browser: an inbox that listens everywhere has no address of its own. */
function smtpAddress(server) {
  const at = server.smtp.lastIndexOf(':');
  const [host, port] = [server.smtp.slice(0, at), server.smtp.slice(at + 1)];
  return { host: ['0.0.0.0', '[::]'].includes(host) ? location.hostname : host, port };
}

export function samples(server) {
  const { host, port } = smtpAddress(server);
  const credentials = server.password;
  // A password is not sent in clear.
  const address = `smtp://${credentials ? 'user@' : ''}${host}:${port}${credentials ? '' : '?tls=none'}`;
  return {
    pabal: `${credentials ? 'PABAL_PASSWORD=… ' : ''}pabal send --server "${address}" \\\n  --from app@example.com --to you@example.com \\\n  --subject "${t('sample.subject')}" --text "${t('sample.text')}"`,
    csharp: [
      'using Pabal.Mime;',
      'using Pabal.Smtp;',
      '',
      `await using var smtp = new SmtpClient("${address}"${credentials ? ', SmtpCredentials.Password("user", password)' : ''});`,
      'await smtp.SendAsync(new Email',
      '{',
      '    From = "app@example.com",',
      '    To = "you@example.com",',
      `    Subject = "${t('sample.subject')}",`,
      `    Text = "${t('sample.text')}",`,
      '});',
    ].join('\n'),
    python: [
      'import smtplib',
      'from email.message import EmailMessage',
      '',
      'mail = EmailMessage()',
      'mail["From"] = "app@example.com"',
      'mail["To"] = "you@example.com"',
      `mail["Subject"] = "${t('sample.subject')}"`,
      `mail.set_content("${t('sample.text')}")`,
      `with smtplib.SMTP("${host}", ${port}) as smtp:`,
      ...(credentials ? ['    smtp.starttls()  # trust the certificate of the inbox', '    smtp.login("user", password)'] : []),
      '    smtp.send_message(mail)',
    ].join('\n'),
  };
}

export function welcome(server) {
  if (!server)
    return h('div', { class: 'notice' }, h('p', {}, t('problem.unreachable')));
  const { host, port } = smtpAddress(server);
  const given = samples(server);
  return h('div', { class: 'welcome' },
    h('img', { src: '/pabal.svg', alt: '', width: '56', height: '56' }),
    h('h2', { id: 'subject', tabindex: '-1' }, t('welcome.title')),
    h('p', {}, t('welcome.text')),
    settings(server, host, port),
    h('div', { class: 'samples' }, [['pabal', 'pabal send'], ['csharp', 'C#'], ['python', 'Python']].map(([name, title]) =>
      h('section', {}, h('div', { class: 'sample-head' }, h('h3', {}, title), copyButton(given[name])), h('pre', { tabindex: '0', 'aria-label': title }, given[name])))));
}

function settings(server, host, port) {
  return h('dl', { class: 'settings' },
    h('dt', {}, t('setting.host')), h('dd', {}, h('code', {}, host), copyButton(host)),
    h('dt', {}, t('setting.port')), h('dd', {}, h('code', {}, port), copyButton(port)),
    h('dt', {}, t('setting.tls')), h('dd', {}, t('setting.tls.value')),
    h('dt', {}, t('setting.login')), h('dd', {}, t(server.password ? 'setting.login.needed' : 'setting.login.any')),
    server.pop3 ? [h('dt', {}, 'POP3'), h('dd', {}, h('code', {}, server.pop3), copyButton(server.pop3))] : null);
}
