// The HTTP API; /api/openapi.json describes it.
import { language, t } from './words.js';

/** What went wrong, in the reader's language. */
export class Problem extends Error {
  constructor(message, status = 0, id = '') {
    super(message);
    Object.assign(this, { status, id });
  }
}

async function ask(method, path, { body, signal } = {}) {
  const headers = { 'Accept-Language': language };
  if (body !== undefined)
    headers['Content-Type'] = 'application/json';
  let answer;
  try {
    answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), signal });
  } catch (error) {
    throw error.name === 'AbortError' ? error : new Problem(t('problem.unreachable'));
  }
  if (answer.ok)
    return answer;
  let told = {};
  try {
    told = (await answer.json()).error ?? {};
  } catch {
    // No JSON: a proxy said it, not the inbox.
  }
  throw new Problem(answer.status === 401 ? t('problem.login') : told.message ?? t('problem.status', { status: String(answer.status) }), answer.status, told.id);
}

const json = async (...request) => (await ask(...request)).json();

const mail = id => `/api/messages/${encodeURIComponent(id)}`;

function query(values) {
  const given = new URLSearchParams(Object.entries(values).filter(([, value]) => value));
  return given.size > 0 ? `?${given}` : '';
}

export const listMails = (filter, signal) => json('GET', `/api/messages${query(filter)}`, { signal });
export const markMails = (filter, read) => json('PATCH', `/api/messages${query(filter)}`, { body: { read } });
export const deleteMails = filter => json('DELETE', `/api/messages${query(filter)}`);
export const showMail = (id, signal) => json('GET', mail(id), { signal });
export const lookInto = (id, signal) => json('GET', `${mail(id)}/insights`, { signal });
export const transcriptOf = (id, signal) => json('GET', `${mail(id)}/transcript`, { signal });
export const markMail = (id, read) => json('PATCH', mail(id), { body: { read } });
export const deleteMail = id => json('DELETE', mail(id));
export const releaseMail = (id, to) => json('POST', `${mail(id)}/release`, { body: { to } });
export const listInboxes = () => json('GET', '/api/inboxes');
export const aboutServer = () => json('GET', '/api/info');
export const readFaults = () => json('GET', '/api/faults');
export const setFaults = plan => json('PUT', '/api/faults', { body: plan });

export const rawUrl = id => `${mail(id)}/raw`;
export const partUrl = (id, part, inline) => `${mail(id)}/parts/${encodeURIComponent(part)}${inline ? '?inline=1' : ''}`;
export const htmlUrl = (id, view) => `${mail(id)}/html${query(view)}`;

/** The beginning of a file as text, and whether that was all; a mail may be larger than anybody reads. */
export async function beginning(url, most, signal) {
  const reader = (await ask('GET', url, { signal })).body.getReader();
  const decoder = new TextDecoder();
  let [text, octets, whole] = ['', 0, true];
  for (;;) {
    const { done, value } = await reader.read();
    if (done)
      break;
    octets += value.length;
    text += decoder.decode(octets > most ? value.subarray(0, value.length - (octets - most)) : value, { stream: true });
    if (octets > most) {
      whole = false;
      await reader.cancel();
      break;
    }
  }
  return { text, whole };
}
