// events.js: events with what was decided about each, why, the connections behind them, and what people did.
import {get} from './api.js';
import {connectionsAddress} from './connections.js';
import {choices, empty, fill, h, panel} from './dom.js';
import {handling} from './handling.js';
import {plural, time, utc, width} from './format.js';
import {address, go, interval, isWhole} from './state.js';

const PAGE = 100;
const STEPS = 60;
const TITLES = {new: 'Reported: first of its kind', thresholded: 'Kept back: reported already', relapsed: 'Reported again: it came back'};
const CONDITIONS = {
  severity: ['Severity', ['critical', 'high', 'medium', 'low']],
  outcome: ['Decision', ['new', 'relapsed', 'thresholded']],
  state: ['State', ['open', 'acknowledged', 'closed']],
};
let more = [];
let question = '';

export async function events(root, state, context) {
  const conditions = {host: state.host, severity: state.severity, outcome: state.outcome, state: state.state, text: state.text};
  const asked = JSON.stringify([state.range, state.from, state.to, conditions]);
  if (asked !== question) more = [];
  question = asked;
  const page = (token) => get('events', {...interval(state), ...conditions, page_size: PAGE, page_token: token}, context.signal);
  const [answer, scope] = await Promise.all([page(''), get('connections/count', interval(state), context.signal).catch(() => null)]);
  if (scope) context.covered(scope.completeness);
  const narrowed = Object.values(conditions).some(Boolean);
  if (context.disturbs()) return;
  if (answer.rows.length === 0 && !narrowed) {
    fill(root, none(state, context));
    return;
  }
  const rows = [...answer.rows, ...more.flatMap((one) => one.rows)];
  const token = more.length ? more.at(-1).next_page_token : answer.next_page_token;
  const earlier = async () => { more.push(await page(token)); context.refresh(); };
  fill(root, panel('Events', 'events', [
    bar(state, narrowed),
    state.filter && h('p', {class: 'note'}, 'The filter above is about connections; events are shown for the time range and the conditions here.'),
    rows.length > 0 ? [timeline(rows), grouped(rows, state, context)] : h('p', {class: 'note', test: 'no-event'}, 'No event of this time range has all of these.'),
    token && h('button', {type: 'button', test: 'more-events', onclick: earlier}, 'Show earlier events'),
  ], h('span', {class: 'note', test: 'events-shown'}, `${plural(rows.length, 'event')}${token ? ', earlier ones below' : ''}`),
  choices('Group', {'': 'One by one', source: 'By source', event_class: 'By class'}, state.group, (group) => go({group}))));
}

function bar(state, narrowed) {
  return h('div', {class: 'conditions', role: 'group', 'aria-label': 'Which events'},
    Object.entries(CONDITIONS).map(([name, [label, values]]) => h('label', {}, label, h('select', {test: `event-${name}`, 'data-key': `event-${name}`, onchange: (event) => go({[name]: event.target.value})},
      h('option', {value: ''}, 'any'), values.map((value) => h('option', {value, selected: value === state[name]}, value))))),
    h('label', {class: 'grow'}, 'Text', h('input', {type: 'search', test: 'event-text', 'data-key': 'event-text', value: state.text, placeholder: 'part of the description', maxlength: 200, onchange: (event) => go({text: event.target.value.trim()})})),
    h('label', {class: 'grow'}, 'Host', h('input', {type: 'search', test: 'event-host', 'data-key': 'event-host', value: state.host, placeholder: 'address or prefix', maxlength: 64, onchange: (event) => go({host: event.target.value.trim()})})),
    narrowed && h('button', {type: 'button', test: 'events-all', onclick: () => go({severity: '', outcome: '', state: '', text: '', host: ''})}, 'Show all'));
}

/** How many there were when; a press shows the time of a bar. */
function timeline(rows) {
  const times = rows.map((event) => Date.parse(event.detect_time));
  const first = Math.min(...times);
  const step = Math.max(1_000, Math.ceil((Math.max(...times) - first + 1) / STEPS));
  const bars = Array.from({length: Math.floor((Math.max(...times) - first) / step) + 1}, () => ({all: 0, urgent: 0}));
  rows.forEach((event, index) => {
    const at = bars[Math.floor((times[index] - first) / step)];
    at.all++;
    if (event.outcome !== 'thresholded') at.urgent++;
  });
  const most = Math.max(...bars.map((one) => one.all));
  return h('div', {class: 'timeline', test: 'timeline', role: 'group', 'aria-label': `Events over time in steps of ${width(step)}`}, bars.map((one, index) => one.all === 0 ? h('i', {}) : h('button', {
    type: 'button', class: one.urgent ? 'urgent' : '', height: `${Math.max(100 * one.all / most, 12)}%`,
    'aria-label': `${plural(one.all, 'event')} from ${utc(new Date(first + index * step))}`, title: `${plural(one.all, 'event')} from ${utc(new Date(first + index * step))} UTC, ${width(step)}`,
    onclick: () => go({range: 'custom', from: new Date(first + index * step).toISOString(), to: new Date(first + (index + 1) * step).toISOString()}),
  })));
}

function grouped(rows, state, context) {
  if (!state.group) return list(rows, context);
  const of = state.group === 'source' ? (event) => event.sources.length ? event.sources : ['no source'] : (event) => [event.event_class || 'no class'];
  const groups = Map.groupBy(rows.flatMap((event) => of(event).map((name) => ({name, event}))), (one) => one.name);
  return [...groups].sort((a, b) => b[1].length - a[1].length).map(([name, members]) => h('section', {class: 'event-group', test: 'event-group'},
    h('h3', {}, name, h('span', {class: 'note'}, ` ${plural(members.length, 'event')}, latest `, time(members[0].event.detect_time), ' UTC')),
    list(members.map((one) => one.event), context)));
}

const list = (rows, context) => h('ol', {class: 'events', test: 'events-list'}, rows.map((event) => item(event, context)));

function item(event, context) {
  return h('li', {class: `event ${event.outcome} ${event.state === 'closed' ? 'done' : ''}`, test: 'event'},
    h('div', {class: 'event-head'},
      h('span', {class: `badge ${event.outcome}`, title: TITLES[event.outcome] ?? null, test: 'outcome'}, event.outcome),
      event.state && event.state !== 'open' && h('span', {class: 'badge', test: 'event-handled'}, event.state),
      h('strong', {}, event.description || event.event_class || event.categories.join(', ')),
      h('span', {class: 'when'}, time(event.detect_time), ' UTC')),
    h('p', {class: 'reason', test: 'reason'}, event.reason),
    event.note && h('p', {class: 'reason', test: 'note'}, event.note),
    h('p', {class: 'facts'},
      fact('class', event.event_class), fact('severity', event.severity), fact('category', event.categories.join(', ')),
      fact('source', event.sources.map((host) => h('a', {href: address({host}), 'data-go': ''}, host))),
      fact('targets', targets(event))),
    h('div', {class: 'actions'},
      event.filter && h('a', {class: 'button', 'data-go': '', 'data-key': `connections-${event.id}`, test: 'event-connections', href: connectionsAddress(event.filter, event.from, event.to)}, 'Show its connections'),
      handling(event, context), message(event)));
}

/** In the order of numbers, so that .2 stands before .10. */
function targets(event) {
  const sorted = event.targets.toSorted((a, b) => a.localeCompare(b, 'en', {numeric: true}));
  return sorted.length > 3 ? `${sorted.slice(0, 3).join(', ')} and ${plural(sorted.length - 3, 'more', 'more')}` : sorted.join(', ');
}

const fact = (name, content) => content && content.length > 0 && h('span', {class: 'fact'}, h('span', {class: 'fact-name'}, name), ' ', content);

/** The IDEA message is fetched when it is wanted. */
function message(event) {
  const body = h('pre', {tabindex: '0'});
  return h('details', {class: 'idea', ontoggle: async (toggled) => {
    if (!toggled.target.open || body.textContent) return;
    try {
      const full = await get(`events/${encodeURIComponent(event.id)}`);
      body.textContent = JSON.stringify(JSON.parse(full.idea_json), null, 2);
    } catch (problem) {
      body.textContent = `${problem.detail} ${problem.advice ?? ''}`;
    }
  }}, h('summary', {}, 'IDEA message'), body);
}

function none(state, context) {
  if (!context.status || context.status.connections === 0) {
    return empty('No events, and nothing logged yet', 'Import a capture file; detections run over it by themselves:', h('code', {}, './tapline import capture.pcapng'));
  }
  return empty('No events in this time range', 'Detections look for host scans and port scans in everything that is logged, a few seconds after it is.',
    h('span', {class: 'actions'}, !isWhole(state) && h('button', {type: 'button', onclick: () => go({range: 'all', from: '', to: ''})}, 'Show all events')));
}
