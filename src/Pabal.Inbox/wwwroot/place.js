// Where the reader is, kept in the address: #/ID or #/ID/TAB. Back and forward work, and a link leads to the same place.

export function place() {
  const [, id = '', tab = ''] = location.hash.split('/').map(decode);
  return { id, tab };
}

export const linkTo = (id, tab) => `#/${encodeURIComponent(id)}${tab ? `/${tab}` : ''}`;

/** Goes to a mail; a change of tab alone is nothing to come back to. */
export function goTo(id, tab, { replace = false } = {}) {
  const address = id ? linkTo(id, tab) : '#/';
  if (replace) {
    history.replaceState(null, '', address);
    dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    location.hash = address;
  }
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
