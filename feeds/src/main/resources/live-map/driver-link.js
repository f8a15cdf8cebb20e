// The way to the drivers' door over a network that comes and goes. What is said is kept until the server has it, in order.
const TIMEOUT_MILLIS = 8000;
const LONGEST_PAUSE_MILLIS = 15000;

export function kept(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null; // forbidden, or not ours
  }
}

export function keep(key, value) {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // forbidden: it lasts as long as the page
  }
}

/** Asks the door; an error without a status means that no answer came. */
export async function ask(door, method, path, body) {
  const [operator, zone] = door.service.split('/');
  const query = `?operator=${encodeURIComponent(operator)}&zone=${encodeURIComponent(zone)}`;
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TIMEOUT_MILLIS);
  try {
    const response = await fetch(`/api/vehicles/${encodeURIComponent(door.vehicle)}/${path}${query}`, {
      method,
      signal: abort.signal,
      cache: 'no-store',
      headers: { Accept: 'application/json', Authorization: `Bearer ${door.token}`, ...(body ? { 'Content-Type': 'application/json' } : {}) },
      body: body ? JSON.stringify(body) : undefined,
    });
    const answer = await response.json();
    if (!response.ok) throw Object.assign(new Error(answer.detail || String(response.status)), { status: response.status });
    return answer;
  } finally {
    clearTimeout(timer);
  }
}

/** No answer, or one that says to try again. */
const again = error => !error.status || error.status === 429 || error.status >= 500;

/** Words that wait to be sent. Each is sent until it is answered, so that the server may hear one twice. */
export class Outbox {
  /** on.sent(word), on.refused(word, error), on.locked(error) when the door does not know the token. A word's said is the page's own mark. */
  constructor(key, door, on) {
    this.key = key;
    this.door = door;
    this.on = on;
    this.words = kept(key) ?? [];
    this.sending = false;
    this.pause = 1000;
  }

  say(word) {
    this.words.push(word);
    keep(this.key, this.words);
    this.flush();
  }

  async flush() {
    clearTimeout(this.timer);
    if (this.sending) return;
    this.sending = true;
    try {
      while (this.words.length > 0) {
        const word = this.words[0];
        const { said, ...body } = word;
        try {
          await ask(this.door(), 'POST', 'status', body);
          this.done(word);
          this.on.sent(word);
        } catch (error) {
          if (error.status === 401 || error.status === 403) {
            this.on.locked(error);
            return;
          }
          if (again(error)) {
            this.timer = setTimeout(() => this.flush(), this.pause);
            this.pause = Math.min(LONGEST_PAUSE_MILLIS, this.pause * 2);
            return;
          }
          this.done(word);
          this.on.refused(word, error);
        }
        this.pause = 1000;
      }
    } finally {
      this.sending = false;
    }
  }

  done(word) {
    this.words = this.words.filter(each => each !== word);
    keep(this.key, this.words);
  }

  forget() {
    clearTimeout(this.timer);
    this.words = [];
    keep(this.key, null);
  }
}
