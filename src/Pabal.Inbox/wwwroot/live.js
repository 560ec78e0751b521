// Listens to what happens in the inbox. A connection that broke is made anew, and what happened meanwhile is asked for.

const LONGEST_WAIT = 30_000;

export function listen({ added, changed, removed, connected, lost }) {
  let wait = 1000;
  let source;

  function connect() {
    source = new EventSource('/api/events');
    source.addEventListener('open', () => {
      wait = 1000;
      connected();
    });
    source.addEventListener('added', event => added(JSON.parse(event.data).message));
    source.addEventListener('changed', event => changed(JSON.parse(event.data)));
    source.addEventListener('removed', event => removed(JSON.parse(event.data)));
    source.addEventListener('error', () => {
      lost();
      source.close();
      setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    });
  }

  connect();
  addEventListener('pagehide', () => source.close());
  addEventListener('pageshow', event => event.persisted && connect());
}
