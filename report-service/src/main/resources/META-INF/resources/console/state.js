// state.js: what is shown. It lives in the address, so a view can be kept, sent and gone back to.

export const TABS = {overview: 'Overview', connections: 'Connections', events: 'Events', sources: 'Sources'};

export const RANGES = {
  all: ['Whole log', 0],
  '5m': ['Last 5 minutes', 300_000],
  '15m': ['Last 15 minutes', 900_000],
  '1h': ['Last hour', 3_600_000],
  '6h': ['Last 6 hours', 21_600_000],
  '24h': ['Last 24 hours', 86_400_000],
  '7d': ['Last 7 days', 604_800_000],
};

const listeners = [];

export const onChange = (listener) => listeners.push(listener);

/** {tab, range, from, to, filter, order}: range is a preset, or `custom` with from and to. */
export function current() {
  const query = new URLSearchParams(location.search);
  const custom = query.has('from') || query.has('to');
  const range = query.get('range') ?? 'all';
  return {
    tab: TABS[query.get('tab')] ? query.get('tab') : 'overview',
    range: custom ? 'custom' : RANGES[range] ? range : 'all',
    from: query.get('from') ?? '',
    to: query.get('to') ?? '',
    filter: query.get('filter') ?? '',
    order: query.get('order') === 'oldest' ? 'oldest' : 'newest',
    host: query.get('host') ?? '',
  };
}

/** Goes to a view; what is not given stays. */
export function go(change) {
  const next = {...current(), ...change};
  const url = address(next);
  if (url !== location.pathname + location.search) history.pushState(null, '', url);
  announce();
}

export function address(change) {
  const next = {...current(), ...change};
  const query = new URLSearchParams();
  if (next.tab !== 'overview') query.set('tab', next.tab);
  if (next.range === 'custom') {
    if (next.from) query.set('from', next.from);
    if (next.to) query.set('to', next.to);
  } else if (next.range !== 'all') query.set('range', next.range);
  if (next.filter) query.set('filter', next.filter);
  if (next.order !== 'newest') query.set('order', next.order);
  if (next.host) query.set('host', next.host);
  const text = query.toString();
  return text ? `/?${text}` : '/';
}

export const announce = () => listeners.forEach((listener) => listener(current()));

addEventListener('popstate', announce);

/** The interval to ask for; the whole log has no ends. */
export function interval(state) {
  if (state.range === 'custom') return {from: state.from, to: state.to};
  const length = RANGES[state.range][1];
  if (length === 0) return {from: '', to: ''};
  return {from: new Date(Date.now() - length).toISOString(), to: ''};
}

/** Whether the range ends at now. */
export const endsNow = (state) => state.range !== 'custom' || !state.to;

/** Adds `column = value` to the filter and shows the connections or stays. */
export function narrow(column, value, change = {}) {
  const term = `${column} = ${quoted(String(value))}`;
  const {filter} = current();
  if (!filter.includes(term)) go({...change, filter: joined(filter, term)});
  else go(change);
}

function joined(filter, term) {
  if (!filter.trim()) return term;
  return /\bOR\b/i.test(filter) ? `(${filter}) AND ${term}` : `${filter} AND ${term}`;
}

/** A value as the filter language wants it. */
export const quoted = (value) => /^[\w.:/-]+$/.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
