// events.js: events with what was decided about each, why, and the connections behind them.
import {get} from './api.js';
import {connectionsAddress} from './connections.js';
import {empty, fill, h, panel} from './dom.js';
import {plural, time} from './format.js';
import {address, go, interval} from './state.js';

const PAGE = 50;
const TITLES = {new: 'Reported: first of its kind', thresholded: 'Kept back: reported already', relapsed: 'Reported again: it came back'};
let more = [];
let question = '';

export async function events(root, state, context) {
  const asked = JSON.stringify([state.range, state.from, state.to, state.host]);
  if (asked !== question) more = [];
  question = asked;
  const page = (token) => get('events', {...interval(state), host: state.host, page_size: PAGE, page_token: token}, context.signal);
  const [answer, scope] = await Promise.all([page(''), get('services', {...interval(state), limit: 1}, context.signal).catch(() => null)]);
  if (scope) context.covered(scope.completeness);
  if (answer.rows.length === 0) return fill(root, none(state, context));
  const rows = [...answer.rows, ...more.flatMap((one) => one.rows)];
  const token = more.length ? more.at(-1).next_page_token : answer.next_page_token;
  fill(root, panel('Events', 'events', [
    state.filter && h('p', {class: 'note'}, 'The filter is about connections; events are shown for the time range', state.host ? ` and ${state.host}` : '', '.'),
    h('ol', {class: 'events', test: 'events-list'}, rows.map(item)),
    token && h('button', {type: 'button', test: 'more-events', onclick: async () => { more.push(await page(token)); context.refresh(); }}, 'Show earlier events'),
  ], state.host && h('button', {type: 'button', onclick: () => go({host: ''})}, `Only ${state.host} ×`)));
}

function item(event) {
  return h('li', {class: `event ${event.outcome}`, test: 'event'},
    h('div', {class: 'event-head'},
      h('span', {class: `badge ${event.outcome}`, title: TITLES[event.outcome] ?? null, test: 'outcome'}, event.outcome),
      h('strong', {}, event.description || event.event_class || event.categories.join(', ')),
      h('span', {class: 'when'}, time(event.detect_time), ' UTC')),
    h('p', {class: 'reason', test: 'reason'}, event.reason),
    event.note && h('p', {class: 'reason', test: 'note'}, event.note),
    h('p', {class: 'facts'},
      fact('class', event.event_class), fact('severity', event.severity), fact('category', event.categories.join(', ')),
      fact('source', event.sources.map((host) => h('a', {href: address({host}), 'data-go': ''}, host))),
      fact('targets', event.targets.length > 3 ? `${event.targets.slice(0, 3).join(', ')} and ${plural(event.targets.length - 3, 'more', 'more')}` : event.targets.join(', '))),
    h('div', {class: 'actions'},
      event.filter && h('a', {class: 'button', 'data-go': '', 'data-key': `connections-${event.id}`, test: 'event-connections', href: connectionsAddress(event.filter, event.from, event.to)}, 'Show its connections'),
      message(event)));
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
    h('span', {class: 'actions'},
      state.host && h('button', {type: 'button', onclick: () => go({host: ''})}, 'Any host'),
      state.range !== 'all' && h('button', {type: 'button', onclick: () => go({range: 'all', from: '', to: ''})}, 'Show all events')));
}
