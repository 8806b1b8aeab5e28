// main.js: ties the address, the header and the views together; asks again while the range ends at now.
import {Problem, get} from './api.js';
import {connections, reading} from './connections.js';
import {failure, fill, h} from './dom.js';
import {events} from './events.js';
import {showFilter, showFilterError, typed} from './filter.js';
import {count, plural, time} from './format.js';
import {overview} from './overview.js';
import {chosenRange, onRange, showRange} from './range.js';
import {lostUnits, uncovered, withoutEdges} from './losses.js';
import {sources} from './sources.js';
import {login, onLogout, showLogout} from './session.js';
import {TABS, address, current, endsNow, go, isWhole, onChange, reaches} from './state.js';

const REFRESH_MILLIS = 4_000;
const VIEWS = {overview, connections, events, sources};

const root = document.getElementById('content');
const tabs = document.getElementById('tabs');
const live = document.getElementById('live');
const coverage = document.getElementById('coverage');
const context = {status: null, signal: undefined, covered, refresh: () => show(current())};

let asking = null;
let timer = 0;
let shownTab = '';
let answered = '';

/**
 * One round: the log's state, then the view; a newer round ends an older one. What nobody asked for (`unasked`) does not
 * replace what somebody has begun to read or to write meanwhile.
 */
async function show(state, unasked = false) {
  clearTimeout(timer);
  asking?.abort();
  const mine = asking = new AbortController();
  context.signal = mine.signal;
  context.disturbs = () => unasked && occupied();
  header(state);
  const question = JSON.stringify({...state, row: '', cols: '', hide: ''});
  stale(question !== answered);
  if (shownTab !== state.tab) placeholder(state);
  try {
    context.status = await get('status', {}, mine.signal);
    reaches(context.status);
    showRange(state, context.status);
    await VIEWS[state.tab](root, state, context);
    answered = question;
    showFilterError(null);
    showLogout();
  } catch (problem) {
    if (mine.signal.aborted) return;
    failed(problem, state);
    live.hidden = true;
    if (!problem.ofFilter && !problem.ofToken) timer = setTimeout(refresh, REFRESH_MILLIS);
    return;
  } finally {
    if (!mine.signal.aborted) stale(false);
  }
  schedule(state);
}

/** Numbers of the question before stay on screen until the answer comes, dimmed. */
function stale(busy) {
  root.setAttribute('aria-busy', String(busy));
  coverage.classList.toggle('stale', busy);
}

function placeholder(state) {
  shownTab = state.tab;
  stale(true);
  fill(root, h('p', {class: 'loading', role: 'status'}, 'Asking the log …'));
}

function failed(problem, state) {
  if (!(problem instanceof Problem)) {
    console.error(problem);
    problem = new Problem({detail: 'The page could not show the answer.'});
  }
  if (problem.ofToken) {
    fill(root, login(problem, () => show(current())));
    fill(coverage);
  } else if (problem.ofFilter) {
    showFilterError(problem);
    fill(root, h('p', {class: 'loading'}, 'Correct the filter to see an answer.'));
  } else {
    fill(root, failure(problem, () => show(state)));
    fill(coverage);
  }
}

function header(state) {
  document.title = state.tab === 'overview' ? 'Tapline' : `${TABS[state.tab]} – Tapline`;
  document.getElementById('title').textContent = TABS[state.tab];
  fill(tabs, Object.entries(TABS).map(([tab, name]) => h('a', {
    href: address({tab, page: '', token: '', row: ''}), 'data-go': '', 'data-key': `tab-${tab}`, test: `tab-${tab}`, 'aria-current': tab === state.tab ? 'page' : null,
  }, name)));
  showFilter(state);
  showRange(state, context.status);
}

/** Says honestly how complete the answer is, and returns what it said. */
function covered(answered) {
  const completeness = current().range === 'latest' ? withoutEdges(answered) : answered;
  sayCovered(completeness);
  return completeness;
}

function sayCovered(completeness) {
  const {status} = context;
  if (status.connections === 0 && status.sources === 0) return fill(coverage);
  const asOf = completeness.as_of && ['as of ', time(completeness.as_of), ' UTC'];
  const facts = [plural(status.sources, 'source') + (status.delivering ? `, ${status.delivering} delivering` : ''), plural(status.frames, 'frame')];
  const whole = isWhole(current()) ? status.lost.frames ?? 0 : 0;
  const frameLoss = Math.max(completeness.lost_frames, whole);
  const lost = completeness.losses.length > 0 || frameLoss > 0;
  const gaps = status.connections > 0 && uncovered(completeness);
  coverage.classList.toggle('lossy', lost || Boolean(gaps));
  fill(coverage,
    h('a', {href: address({tab: 'sources'}), 'data-go': '', class: 'verdict', 'data-key': 'verdict', test: 'verdict'},
      gaps ? gaps : lost ? `${frameLoss > 0 ? plural(frameLoss, 'frame') : lostUnits(completeness.lost) || 'Frames'} lost in this range` : completeness.kept_since ? 'No frame lost; the oldest left by retention' : status.connections ? 'Complete: no known loss in this range' : 'Nothing logged yet'),
    gaps && lost && h('span', {test: 'lost'}, `${lostUnits(completeness.lost) || 'frames'} lost`),
    completeness.filter_remarks.map((remark) => h('span', {class: 'remark', test: 'filter-remark'}, remark.description)),
    completeness.kept_since && h('span', {test: 'kept-since', title: `${plural(completeness.removed_connections, 'connection')} of this range left by retention`},
      'kept since ', time(completeness.kept_since), ' UTC'),
    facts.map((fact) => h('span', {}, fact)),
    status.open_connections > 0 && h('span', {}, `${count(status.open_connections)} open`),
    asOf && h('span', {}, asOf));
}

function schedule(state) {
  const growing = !context.status || context.status.sources === 0 || context.status.delivering > 0;
  const wanted = endsNow(state) && (growing || !isWhole(state) && state.range !== 'latest' || state.tab === 'events');
  live.hidden = !(wanted && growing);
  const pace = wanted ? REFRESH_MILLIS : endsNow(state) ? 5 * REFRESH_MILLIS : 0;
  if (pace) timer = setTimeout(refresh, pace);
}

function refresh() {
  const state = current();
  if (root.querySelector('form.login')) return;
  if (document.hidden || occupied()) schedule(state);
  else show(state, true);
}

/** Rows or parts of the page are open, or a field has the focus and would lose what is typed in it. */
function occupied() {
  const writing = root.contains(document.activeElement) && document.activeElement.matches('input:not([type=checkbox]), textarea');
  return writing || root.querySelector('details[open]') !== null || current().tab === 'connections' && reading();
}

const ask = () => go({...chosenRange(), filter: typed()});

document.getElementById('question').addEventListener('submit', (event) => { event.preventDefault(); ask(); });
onRange(ask);
onLogout(() => show(current()));
onChange(show);
addEventListener('click', (event) => {
  const link = event.target.closest?.('a[data-go], a.brand');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  history.pushState(null, '', link.getAttribute('href'));
  document.getElementById('filter').blur();
  show(current());
});
document.addEventListener('visibilitychange', () => { if (!document.hidden) refresh(); });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => show(current()));
show(current());
