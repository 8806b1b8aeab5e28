// overview.js: traffic over time, top services and top talkers.
import {get} from './api.js';
import {colours} from './colours.js';
import {choices, empty, fill, h, panel} from './dom.js';
import {knownServices} from './filter.js';
import {MEASURES, ago, bytes, count, plural, share, time} from './format.js';
import {lossesByHop, uncovered} from './losses.js';
import {address, go, interval, isWhole, narrow} from './state.js';
import {drawTraffic, trafficChart} from './traffic.js';

const MOST_EVENTS = 500;

/** Asks for everything at once, then draws. */
export async function overview(root, state, context) {
  const scope = {...interval(state), filter: state.filter};
  const asked = Promise.all([
    get('series', {...scope, services: 8}, context.signal),
    get('services', {...scope, limit: 12}, context.signal),
    get('talkers', {...scope, side: state.side, by: state.by, limit: 12}, context.signal),
    get('events', {...interval(state), page_size: MOST_EVENTS}, context.signal).catch(() => null), // the reports stand without events
  ]);
  const [series, services, talkers, events] = await asked;
  services.completeness = context.covered(services.completeness);
  knownServices(services.rows.map((row) => row.service));
  if (services.rows.length === 0) return fill(root, nothing(state, context));
  const before = state.before ? await timeBefore(series, scope, context.signal) : null;
  draw(root, {series, services, talkers, events, scope, ...before}, state, context);
}

/** The same length of time, right before; in steps of the same width. Null where all of the log is shown. */
async function timeBefore(series, scope, signal) {
  if (!scope.from) return null;
  const from = Date.parse(scope.from);
  const shift = (scope.to ? Date.parse(scope.to) : Date.now()) - from;
  const asked = {from: new Date(from - shift).toISOString(), to: scope.from, filter: scope.filter, services: 8, bucket: `PT${series.bucket_millis / 1_000}S`};
  return {before: await get('series', asked, signal).catch(() => null), shift}; // the chart stands without it
}

function draw(root, answers, state, context) {
  const {series, services, talkers} = answers;
  const colour = colours([...series.series.map((one) => one.service), ...services.rows.map((row) => row.service)]);
  const hidden = new Set(state.hide.split(',').filter(Boolean));
  fill(root,
    tiles(answers, state),
    panel('Traffic over time', 'traffic',
      [trafficChart(), legend(series, colour, hidden, state)],
      choices('Measure', Object.fromEntries(Object.entries(MEASURES).map(([key, {name}]) => [key, name])), state.measure, (measure) => go({measure})),
      choices('Scale', {linear: 'Linear', log: 'Log'}, state.scale, (scale) => go({scale})),
      toggle('The time before', 'before', state.before !== '', () => go({before: state.before ? '' : 'on'}), answers.scope.from ? 'Show the same length of time before as a dashed line' : 'There is no time before the whole log'),
      timeTools(answers)),
    h('div', {class: 'columns'},
      panel('Top services', 'services', serviceTable(services, colour)),
      panel('Top talkers', 'talkers', talkerTable(talkers, state),
        choices('Side', {client: 'Clients', server: 'Servers'}, state.side, (side) => go({side})),
        choices('By', {bytes: 'Bytes', packets: 'Packets', connections: 'Conns'}, state.by, (by) => go({by})))),
    panel('Health', 'health', health(services.completeness, context.status)));
  drawTraffic(series, {measure: state.measure, scale: state.scale, hidden, colour, axis: state.range === 'latest' ? {} : answers.scope, before: answers.before, shift: answers.shift});
}

const toggle = (text, test, on, act, title) => h('button', {type: 'button', class: 'toggle', test, 'data-key': test, 'aria-pressed': String(on), title, onclick: act}, text);

/** For fingers and keys what dragging is for a mouse. */
function timeTools({series, scope}) {
  const from = scope.from ? Date.parse(scope.from) : series.bucket_starts[0];
  const to = scope.to ? Date.parse(scope.to) : scope.from ? Date.now() : series.bucket_starts.at(-1) + series.bucket_millis;
  const length = to - from;
  const tool = (sign, name, test, start, end) => h('button', {type: 'button', class: 'tool', test, 'data-key': test, title: name, 'aria-label': name, onclick: () => go({range: 'custom', from: new Date(start).toISOString(), to: new Date(end).toISOString()})}, sign);
  return h('div', {class: 'choices', role: 'group', 'aria-label': 'Time'},
    tool('‹', 'Earlier', 'earlier', from - length / 2, to - length / 2), tool('›', 'Later', 'later', from + length / 2, to + length / 2),
    tool('+', 'Zoom in', 'zoom-in', from + length / 4, to - length / 4), tool('−', 'Zoom out', 'zoom-out', from - length / 2, to + length / 2));
}

function tiles({series, services, talkers, events}, state) {
  const {total} = services;
  const tile = (name, value, title, besides = '') => h('div', {class: 'tile', test: `tile-${name.toLowerCase().replaceAll(' ', '-')}`, title}, h('span', {}, name), h('b', {}, value), h('small', {}, besides));
  const [bits, packets] = [rates(series, MEASURES.rate), rates(series, MEASURES.packets)];
  return h('div', {class: 'tiles'},
    tile('Connections', count(total.connections), `${count(total.connections)} connections`),
    tile('Traffic', bytes(total.bytes), `${count(total.bytes)} bytes both ways, whole frames`, bits),
    tile('Packets', count(total.packets), `${count(total.packets)} packets both ways`, packets),
    tile(state.side === 'client' ? 'Clients' : 'Servers', count(talkers.hosts), 'Distinct addresses'),
    eventTile(events));
}

/** Over the steps of the chart: the average and the highest. */
function rates({series, bucket_starts: starts, bucket_millis: millis}, measure) {
  const sums = starts.map((_, index) => series.reduce((sum, one) => sum + measure.of(one)[index], 0));
  const all = sums.reduce((a, b) => a + b, 0);
  return `avg ${measure.show(all / starts.length * measure.factor(millis))}, peak ${measure.show(Math.max(...sums) * measure.factor(millis))}`;
}

/** Only what people should look at is counted in large. */
function eventTile(events) {
  const urgent = events?.rows.filter((event) => event.outcome !== 'thresholded' && event.state !== 'closed').length ?? 0;
  const kept = events?.rows.filter((event) => event.outcome === 'thresholded').length ?? 0;
  return h('a', {class: `tile ${urgent > 0 ? 'urgent' : ''}`, test: 'tile-events', href: address({tab: 'events'}), 'data-go': '', 'data-key': 'tile-events'},
    h('span', {}, kept > 0 ? `Events (${count(kept)} kept back)` : 'Events'),
    h('b', {}, events ? `${count(urgent)}${events.next_page_token ? '+' : ''}` : 'not available'));
}

/** A press hides a service and shows it again; its sum stands beside it. */
function legend(series, colour, hidden, state) {
  const measure = MEASURES[state.measure];
  const seconds = series.bucket_starts.length * series.bucket_millis / 1_000;
  const sum = (one) => measure.of(one).reduce((a, b) => a + b, 0);
  const press = (service) => { hidden.delete(service) || hidden.add(service); go({hide: [...hidden].join(',')}); };
  return h('div', {class: 'legend', role: 'group', 'aria-label': 'Services in the chart'}, series.series.map((one) => h('button', {
    type: 'button', test: 'legend', 'data-key': `legend-${one.service}`, 'aria-pressed': String(!hidden.has(one.service)),
    title: hidden.has(one.service) ? `Show ${one.service} again` : `Hide ${one.service}`, onclick: () => press(one.service),
  }, h('i', {class: 'swatch', colour: colour(one.service)}), one.service, h('span', {class: 'sum'}, measure.perSecond ? measure.show(sum(one) * measure.each / seconds) : measure.show(sum(one))))));
}

/** What one has to know before one believes the numbers above. */
function health(completeness, status) {
  const gaps = uncovered(completeness);
  const row = (name, good, ...text) => h('div', {class: good ? 'fine' : 'bad'}, h('dt', {}, name), h('dd', {}, text));
  return h('dl', {class: 'health'},
    row('Sources', status.sources > 0, `${count(status.sources)}, ${count(status.delivering)} delivering`),
    row('Latest packet', true, time(status.last_end), ' UTC', ago(status.last_end) && ` (${ago(status.last_end)})`),
    row('Covered', !gaps, gaps || 'all of this range'),
    row('Lost', completeness.losses.length === 0, h('a', {href: address({tab: 'sources'}), 'data-go': '', 'data-key': 'health-lost'}, lossesByHop(completeness) || 'nothing that is known')),
    row('Stored', true, `${bytes(status.stored_bytes)} in ${plural(status.segments, 'segment')}, ${count(status.connections)} connections, ${count(status.open_connections)} open`));
}

function serviceTable(services, colour) {
  const most = Math.max(...services.rows.map((row) => row.bytes), 1);
  return table(['Service', '', 'Bytes', 'Share', 'Conns', 'Clients', 'Servers'], services.rows.map((row) => h('tr', {test: 'service-row'},
    h('td', {}, pick('service', row.service)),
    h('td', {class: 'meter'}, bar(row.bytes / most, colour(row.service))),
    number(bytes(row.bytes), `${count(row.bytes)} bytes`), number(share(row.bytes, services.total.bytes)),
    number(count(row.connections)), number(count(row.clients), '', 'wide'), number(count(row.servers), '', 'wide'))), 'services-table');
}

function talkerTable(talkers, {side, by}) {
  const most = Math.max(...talkers.rows.map((row) => row[by]), 1);
  const peers = side === 'client' ? 'Servers' : 'Clients';
  return table([side === 'client' ? 'Client' : 'Server', '', 'Bytes', 'Share', 'Conns', peers], talkers.rows.map((row) => h('tr', {test: 'talker-row'},
    h('td', {class: 'address'}, pick(side, row.host)),
    h('td', {class: 'meter'}, bar(row[by] / most, 'var(--accent)')),
    number(bytes(row.bytes), `${count(row.bytes)} bytes`), number(share(row[by], talkers.total[by])),
    number(count(row.connections)), number(count(row.peers), '', 'wide'))), 'talkers-table');
}

function table(heads, rows, test) {
  return h('div', {class: 'scroll'}, h('table', {test},
    h('thead', {}, h('tr', {}, heads.map((head, index) => h('th', {scope: 'col', class: index > 1 ? index > 4 ? 'number wide' : 'number' : index === 1 ? 'meter' : ''}, head || h('span', {class: 'hidden'}, 'Share as a bar'))))),
    h('tbody', {}, rows)));
}

const number = (text, title = '', kind = '') => h('td', {class: `number ${kind}`, title: title || null}, text);

const bar = (part, colour) => h('div', {class: 'meter-track', 'aria-hidden': 'true'}, h('div', {class: 'meter-bar', colour, width: `${Math.max(part * 100, 0.8).toFixed(1)}%`}));

const pick = (column, value) => h('button', {type: 'button', class: 'value', 'data-key': `${column}-${value}`, title: `Add ${column} = ${value} to the filter`, onclick: () => narrow(column, value)}, value);

/** Empty: because of the question, or because nothing was logged. */
export function nothing(state, context) {
  const {status} = context;
  if (!status || status.connections === 0) {
    return empty('Nothing logged yet', 'Import a capture file, or capture an interface:',
      h('code', {}, './tapline import capture.pcapng'), h('code', {}, './tapline capture add eth0'), 'This page shows it as soon as it is there.');
  }
  const extent = status.first_start && h('span', {}, 'The log reaches from ', time(status.first_start), ' to ', time(status.last_end), ' UTC.');
  return empty('No connection matches', extent,
    h('span', {class: 'actions'},
      state.filter && h('button', {type: 'button', test: 'drop-filter', onclick: () => go({filter: ''})}, 'Remove the filter'),
      !isWhole(state) && h('button', {type: 'button', test: 'whole-log', onclick: () => go({range: 'all', from: '', to: ''})}, 'Show the whole log')));
}
