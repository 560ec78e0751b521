// Elements are built, never parsed: what comes from a mail can only become text.

/** An element: `on` holds listeners, `data` the data attributes, `class` the class; null and false leave an attribute out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'on') {
      for (const [event, listener] of Object.entries(value))
        element.addEventListener(event, listener);
    } else if (name === 'data') {
      Object.assign(element.dataset, value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

export const byId = id => document.getElementById(id);

const SHAPES = {
  inbox: 'M3 13h5l1.5 3h5L16 13h5M5.5 5h13L21 13v5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-5z',
  dot: 'M12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8z',
  clip: 'M19.5 11.5l-7.6 7.6a4.6 4.6 0 0 1-6.5-6.5l7.9-7.9a3.1 3.1 0 0 1 4.4 4.4l-7.9 7.9a1.6 1.6 0 0 1-2.2-2.2l7.2-7.2',
  folder: 'M3 7a1 1 0 0 1 1-1h5l2 2.5h9a1 1 0 0 1 1 1V18a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1z',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13zM15.5 15.5L20 20',
  trash: 'M4 7h16M9 7V4.5h6V7M6 7l1 12.5h10L18 7M10 11v5M14 11v5',
  read: 'M3 10l9-6l9 6v9H3zM3 10l9 6l9-6',
  release: 'M20.5 3.5L3.5 10.5l6.5 3l3 6.5zM20.5 3.5L10 13.5',
  download: 'M12 4v11M7.5 11l4.5 4.5l4.5-4.5M4 20h16',
  back: 'M14.5 5L7.5 12l7 7',
  menu: 'M4 7h16M4 12h16M4 17h16',
  bolt: 'M13 3L5 13.5h6L10 21l8.5-11h-6.5z',
  plug: 'M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4',
  theme: 'M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0-16zM12 4v16M12 8h6M12 12h8M12 16h6',
  globe: 'M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0-17zM3.5 12h17M12 3.5c-5 5-5 12 0 17c5-5 5-12 0-17z',
  keys: 'M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M7 14h10',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  close: 'M6 6l12 12M18 6L6 18',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  warn: 'M12 4L2.8 19.5h18.4zM12 10v4.5M12 17h.01',
  stop: 'M8.3 3.5h7.4l5 5v7l-5 5H8.3l-5-5v-7zM12 8v5M12 16h.01',
  file: 'M6 3h8l4.5 4.5V21H6zM14 3v4.5h4.5',
  phone: 'M8 3h8v18H8zM11 18h2',
  desktop: 'M3 5h18v11H3zM9 20h6M12 16v4',
  moon: 'M19.5 14.5A8 8 0 1 1 9.5 4.5a6.5 6.5 0 0 0 10 10z',
  cut: 'M7 9.5a2.5 2.5 0 1 0 0-5a2.5 2.5 0 1 0 0 5zM7 19.5a2.5 2.5 0 1 0 0-5a2.5 2.5 0 1 0 0 5zM9 8.5L20 18M9 15.5L20 6',
};

const SVG = 'http://www.w3.org/2000/svg';

/** A line drawing that says nothing by itself: whoever uses it gives it a name. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', SHAPES[name]);
  svg.append(path);
  return svg;
}
