// Short words about what has happened: shown for a while, and said to who listens.
import { byId } from './dom.js';

const SHOWN = 6000;
let hiding;

export function toast(text, kind = 'done') {
  const box = byId('toast');
  box.textContent = text;
  box.dataset.kind = kind;
  box.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { box.hidden = true; }, SHOWN);
}

/** For screen readers only. */
export function say(text) {
  byId('said').textContent = text;
}

/** Runs what may fail; the reader hears of it. */
export async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    if (error.name !== 'AbortError')
      toast(error.message, 'problem');
    return undefined;
  }
}
