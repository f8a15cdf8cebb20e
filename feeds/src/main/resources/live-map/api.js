// The way to the server: JSON by fetch, news by server-sent events.
export async function getJson(path) {
  const response = await fetch(path, { headers: { Accept: 'application/json' } });
  if (!response.ok) throw new Error(await detail(response));
  return response.json();
}

export async function acknowledge(id, by) {
  const response = await fetch(`/api/alerts/${encodeURIComponent(id)}/ack`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ by }),
  });
  if (!response.ok) throw new Error(await detail(response));
  return (await response.json()).alert;
}

async function detail(response) {
  try {
    return (await response.json()).detail || String(response.status);
  } catch {
    return String(response.status);
  }
}

/** Listens until the page goes; comes back by itself after a loss. Calls handlers[name](data) and onState(state). */
export function listen(handlers, onState) {
  let source;
  let pause = 500;
  let watchdog;
  const connect = () => {
    onState(pause === 500 ? 'connecting' : 'lost');
    source = new EventSource('/api/stream');
    const alive = () => {
      clearTimeout(watchdog);
      // The clock comes twice a second; without it for this long the line is dead, whatever the browser thinks.
      watchdog = setTimeout(retry, 15000);
    };
    source.onopen = () => { pause = 500; onState('live'); alive(); };
    source.onerror = retry;
    for (const [name, handler] of Object.entries(handlers)) {
      source.addEventListener(name, event => { alive(); handler(JSON.parse(event.data)); });
    }
  };
  const retry = () => {
    clearTimeout(watchdog);
    source.close();
    onState('lost');
    pause = Math.min(10000, pause * 2);
    setTimeout(connect, pause);
  };
  connect();
}
