// api.js: the JSON behind the console.

const ADVICE = {
  LOG_UNAVAILABLE: 'Check that flowlog runs (./tapline doctor); this page asks again by itself.',
  EVENT_STORE_UNAVAILABLE: 'Check that the event store runs (./tapline doctor); this page asks again by itself.',
  STORE_UNAVAILABLE: 'Check the database (./tapline doctor); this page asks again by itself.',
  INVALID_FILTER: 'Correct the filter above; the place is marked.',
  UNKNOWN_FIELD: 'Choose one of the fields that are suggested while you type.',
  INVALID_INTERVAL: 'Choose a start that lies before the end.',
  QUERY_LIMIT: 'Choose a shorter time range or a narrower filter.',
  DEADLINE_EXCEEDED: 'Choose a shorter time range or a narrower filter.',
  INVALID_PAGE_TOKEN: 'Go back to the first page.',
  PAGE_TOKEN_MISMATCH: 'Go back to the first page.',
  INVALID_ACTION: 'Say who you are, and for a comment what you mean.',
  INVALID_TRANSITION: 'Somebody else was here before; the page shows the state as it is.',
  ROLE_TOO_LOW: 'Log in with a token of that role.',
  HOST_NOT_ALLOWED: 'Open the console as localhost, or by its address.',
  TOKENS_UNREADABLE: 'Look into the log of the service; this page asks again by itself.',
  UNREACHABLE: 'Check that ./tapline up still runs; this page asks again by itself.',
};

const TITLES = {
  LOG_UNAVAILABLE: 'The connection log does not answer',
  EVENT_STORE_UNAVAILABLE: 'The event store does not answer',
  STORE_UNAVAILABLE: 'The database does not answer',
  QUERY_LIMIT: 'The question is too large',
  DEADLINE_EXCEEDED: 'The answer took too long',
};

/** An answer that failed, with a sentence about what to do. */
export class Problem extends Error {
  constructor(json) {
    super(json.detail);
    this.title = json.title_text ?? TITLES[json.reason] ?? 'That did not work';
    this.detail = json.detail ?? '';
    this.reason = json.reason ?? '';
    this.position = Number.parseInt(json.metadata?.position ?? '', 10);
    this.advice = ADVICE[this.reason] ?? 'Try again; if it stays, ./tapline doctor says what is wrong.';
  }

  /** Whether the server asks who one is. */
  get ofToken() {
    return this.reason === 'TOKEN_MISSING' || this.reason === 'TOKEN_UNKNOWN' || this.reason === 'TOKEN_EXPIRED';
  }

  /** Whether the filter that was typed is at fault. */
  get ofFilter() {
    return this.reason === 'INVALID_FILTER' || this.reason === 'UNKNOWN_FIELD';
  }
}

export async function get(path, parameters = {}, signal = undefined) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== ''));
  return answered(await ask(`/api/${path}?${query}`, {signal}));
}

export async function post(path, body) {
  return answered(await ask(`/api/${path}`, {method: 'POST', body: JSON.stringify(body), headers: {'Content-Type': 'application/json'}}));
}

async function answered(response) {
  if (response.ok) return response.json();
  throw new Problem(await response.json().catch(() => ({detail: `The server answered ${response.status}.`})));
}

async function ask(url, options) {
  try {
    return await fetch(url, {...options, headers: {Accept: 'application/json', ...options.headers}});
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Problem({title_text: 'Tapline does not answer', detail: 'The connection to the server was lost.', reason: 'UNREACHABLE'});
  }
}
