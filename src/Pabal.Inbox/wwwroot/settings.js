// What this browser remembers; where it may not remember, every visit begins with what is usual.
const PREFIX = 'pabal.';

export function remembered(name, usual) {
  try {
    return localStorage.getItem(PREFIX + name) ?? usual;
  } catch {
    return usual;
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // A private window: it lasts as long as the page.
  }
}
