// English and Korean, in one dictionary each; the other parts of the page know keys only.
import { remember, remembered } from './settings.js';

export const LANGUAGES = { en: 'English', ko: '한국어' };

export const language = LANGUAGES[remembered('language', '')] ? remembered('language', '') : navigator.language.startsWith('ko') ? 'ko' : 'en';

let words = {};
const plural = new Intl.PluralRules(language);

export async function learnWords() {
  words = await (await fetch(`/${language}.json`)).json();
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-i18n]'))
    element.textContent = t(element.dataset.i18n);
  for (const element of document.querySelectorAll('[data-i18n-label]'))
    label(element, t(element.dataset.i18nLabel));
  for (const element of document.querySelectorAll('[data-i18n-placeholder]'))
    element.placeholder = t(element.dataset.i18nPlaceholder);
}

/** The words of a key, `{name}` replaced by values; `n` also chooses between `key.one` and `key`. */
export function t(key, values = {}) {
  const chosen = 'n' in values ? words[`${key}.${plural.select(values.n)}`] ?? words[key] : words[key];
  return (chosen ?? key).replace(/\{(\w+)\}/g, (whole, name) => name in values ? shown(values[name]) : whole);
}

export const known = key => key in words;

export function label(element, text) {
  element.setAttribute('aria-label', text);
  element.title = text;
}

/** In the other language from now on; everything is read anew, and the address keeps the place. */
export function speak(other) {
  remember('language', other);
  location.reload();
}

const shown = value => typeof value === 'number' ? value.toLocaleString(language) : value;

const CLOCK = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric' });
const DATE = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'short', day: 'numeric' });
const LONG = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
const FULL = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'medium' });

/** As short as is clear: the time of today, the day of this year, the date before. */
export function shortTime(text) {
  const [time, now] = [new Date(text), new Date()];
  return (time.toDateString() === now.toDateString() ? CLOCK : time.getFullYear() === now.getFullYear() ? DAY : DATE).format(time);
}

export const longTime = text => LONG.format(new Date(text));
export const fullTime = text => FULL.format(new Date(text));

export function size(octets) {
  if (octets < 1024)
    return `${octets} B`;
  const unit = octets < 1024 * 1024 ? ['KB', 1024] : ['MB', 1024 * 1024];
  return `${(octets / unit[1]).toLocaleString(language, { maximumFractionDigits: octets / unit[1] < 10 ? 1 : 0 })} ${unit[0]}`;
}

export function mailbox(one) {
  return one.group !== undefined ? `${one.group}: ${one.members.map(mailbox).join(', ')};` : one.name ? `${one.name} <${one.address}>` : one.address;
}

export const nameOf = one => one.name || one.address;
