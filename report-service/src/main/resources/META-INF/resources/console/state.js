// state.js: what is shown. It lives in the address, so a view can be kept, sent and gone back to.
import {DAY_MILLIS, isRelative, midnight, moment} from './moments.js';

export const TABS = {overview: 'Overview', connections: 'Connections', events: 'Events', sources: 'Sources'};

/** What an address without a range shows: the last day of which there is something, not decades because of one old file. */
const USUAL = 'latest';

const last = (millis) => (now) => ({from: new Date(now - millis).toISOString(), to: ''});

/** Name and, as a function of now, the interval. */
export const RANGES = {
  latest: ['Latest day with data', latestDay],
  '5m': ['Last 5 minutes', last(300_000)],
  '15m': ['Last 15 minutes', last(900_000)],
  '1h': ['Last hour', last(3_600_000)],
  '2h': ['Last 2 hours', last(7_200_000)],
  '6h': ['Last 6 hours', last(21_600_000)],
  '24h': ['Last 24 hours', last(DAY_MILLIS)],
  today: ['Today (UTC)', (now) => ({from: new Date(midnight(now)).toISOString(), to: ''})],
  yesterday: ['Yesterday (UTC)', (now) => ({from: new Date(midnight(now) - DAY_MILLIS).toISOString(), to: new Date(midnight(now)).toISOString()})],
  '2d': ['Last 2 days', last(2 * DAY_MILLIS)],
  '7d': ['Last 7 days', last(7 * DAY_MILLIS)],
  '30d': ['Last 30 days', last(30 * DAY_MILLIS)],
  '90d': ['Last 90 days', last(90 * DAY_MILLIS)],
  all: ['Whole log', () => ({from: '', to: ''})],
};

// What a view keeps besides range and filter, with what it is when the address does not say.
const OWN = {
  overview: {measure: 'rate', scale: 'linear', before: '', hide: '', side: 'client', by: 'bytes'},
  connections: {order: 'newest', cols: '', row: '', page: '', token: ''},
  events: {host: '', severity: '', outcome: '', state: '', text: '', group: ''},
  sources: {find: '', sort: 'name', part: ''},
};
const LASTING = ['measure', 'scale', 'before', 'side', 'by', 'order', 'cols', 'group', 'sort'];

const listeners = [];
const kept = {};
let extent = {};

export const onChange = (listener) => listeners.push(listener);

/** How far the log reaches: first_start and last_end of its status. */
export const reaches = (status) => { extent = status ?? {}; };

/** {tab, range, from, to, filter} and what each view keeps: range is a preset, or `custom` with from and to. */
export function current() {
  const query = new URLSearchParams(location.search);
  const custom = query.has('from') || query.has('to');
  const tab = TABS[query.get('tab')] ? query.get('tab') : 'overview';
  const state = {tab, range: custom ? 'custom' : RANGES[query.get('range')] ? query.get('range') : USUAL, from: query.get('from') ?? '', to: query.get('to') ?? '', filter: query.get('filter') ?? ''};
  for (const [view, own] of Object.entries(OWN)) {
    for (const [name, usual] of Object.entries(own)) {
      state[name] = (view === tab ? query.get(name) : kept[name]) ?? usual;
      if (view === tab && LASTING.includes(name)) kept[name] = state[name];
    }
  }
  return state;
}

// Another question begins at its first page.
const ASKS = ['range', 'from', 'to', 'filter', 'order'];

function changed(change) {
  const before = current();
  const fresh = ASKS.some((name) => name in change && change[name] !== before[name]);
  return {...before, ...fresh ? {row: '', page: '', token: ''} : {}, ...change};
}

/** Goes to a view; what is not given stays. */
export function go(change) {
  const url = address(change);
  if (url !== location.pathname + location.search) history.pushState(null, '', url);
  announce();
}

/** Keeps in the address what is no other view: an open row. */
export const keep = (change) => history.replaceState(null, '', address(change));

export function address(change) {
  const next = changed(change);
  const query = new URLSearchParams();
  if (next.tab !== 'overview') query.set('tab', next.tab);
  if (next.range === 'custom') {
    if (next.from) query.set('from', next.from);
    if (next.to) query.set('to', next.to);
  } else if (next.range !== USUAL) query.set('range', next.range);
  if (next.filter) query.set('filter', next.filter);
  for (const [name, usual] of Object.entries(OWN[next.tab])) {
    if (next[name] && next[name] !== usual) query.set(name, next[name]);
  }
  const text = query.toString();
  return text ? `/?${text}` : '/';
}

export const announce = () => listeners.forEach((listener) => listener(current()));

addEventListener('popstate', announce);

/** The interval to ask for; an end that is empty is open. */
export function interval(state) {
  return state.range === 'custom' ? {from: instant(state.from), to: instant(state.to)} : RANGES[state.range][1](Date.now());
}

/** What is no time is sent as it is, so that the server says what is wrong with it. */
const instant = (text) => text && !Number.isNaN(moment(text)) ? new Date(moment(text)).toISOString() : text;

/** Open at its beginning where the log is no longer than a day. */
function latestDay() {
  const from = Date.parse(extent.last_end ?? '') - DAY_MILLIS;
  return {from: from > Date.parse(extent.first_start ?? '') ? new Date(from).toISOString() : '', to: ''};
}

/** Whether all of the log is asked for. */
export const isWhole = (state) => !interval(state).from && !interval(state).to;

/** Whether the range ends at now. */
export const endsNow = (state) => state.range === 'custom' ? !state.to || isRelative(state.to) : !interval(state).to;

/** Adds `column = value` to the filter and shows the connections or stays. */
export const narrow = (column, value, change = {}) => add(`${column} = ${quoted(String(value))}`, change);

/** Leaves the value out: adds `column != value`. */
export const exclude = (column, value) => add(`${column} != ${quoted(String(value))}`, {});

function add(term, change) {
  const {filter} = current();
  go(terms(filter).includes(term) ? change : {...change, filter: joined(filter, term)});
}

/** What is joined by AND at the top; a filter with OR, NOT or brackets is one term. */
const terms = (filter) => /\bOR\b|\bNOT\b|[()]/i.test(filter) ? [filter.trim()] : filter.trim().split(/\s+AND\s+/i);

function joined(filter, term) {
  if (!filter.trim()) return term;
  return /\bOR\b/i.test(filter) ? `(${filter}) AND ${term}` : `${filter} AND ${term}`;
}

/** A value as the filter language wants it. */
export const quoted = (value) => /^[\w.:/-]+$/.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
