// overview.js: traffic over time, top services and top talkers.
import {get} from './api.js';
import {colours} from './colours.js';
import {choices, empty, fill, h, panel} from './dom.js';
import {knownServices} from './filter.js';
import {bytes, count, share, time} from './format.js';
import {address, go, interval, narrow} from './state.js';
import {drawTraffic, trafficChart} from './traffic.js';

const MOST_EVENTS = 500;
const shown = {measure: 'bytes', side: 'client', by: 'bytes'};

/** Asks for everything at once, then draws. */
export async function overview(root, state, context) {
  const scope = {...interval(state), filter: state.filter};
  const asked = Promise.all([
    get('series', {...scope, services: 8}, context.signal),
    get('services', {...scope, limit: 12}, context.signal),
    get('talkers', {...scope, side: shown.side, by: shown.by, limit: 12}, context.signal),
    get('events', {...interval(state), page_size: MOST_EVENTS}, context.signal).catch(() => null), // the reports stand without events
  ]);
  const [series, services, talkers, events] = await asked;
  context.covered(services.completeness);
  knownServices(services.rows.map((row) => row.service));
  if (services.rows.length === 0) return fill(root, nothing(state, context));
  draw(root, {series, services, talkers, events, scope}, context);
}

function draw(root, answers, context) {
  const {series, services, talkers} = answers;
  const colour = colours([...series.series.map((one) => one.service), ...services.rows.map((row) => row.service)]);
  const again = (change) => { Object.assign(shown, change); context.refresh(); };
  fill(root,
    tiles(services, talkers, answers.events),
    panel('Traffic over time', 'traffic',
      [trafficChart(), legend(series, colour)],
      choices('Measure', {bytes: 'Bytes', connections: 'Connections'}, shown.measure, (measure) => again({measure}))),
    h('div', {class: 'columns'},
      panel('Top services', 'services', serviceTable(services, colour)),
      panel('Top talkers', 'talkers', talkerTable(talkers),
        choices('Side', {client: 'Clients', server: 'Servers'}, shown.side, (side) => again({side})),
        choices('By', {bytes: 'Bytes', packets: 'Packets', connections: 'Conns'}, shown.by, (by) => again({by})))));
  drawTraffic(series, shown.measure, colour, answers.scope);
}

function tiles(services, talkers, events) {
  const {total} = services;
  const tile = (name, value, title) => h('div', {class: 'tile', test: `tile-${name.toLowerCase().replaceAll(' ', '-')}`, title}, h('span', {}, name), h('b', {}, value));
  return h('div', {class: 'tiles'},
    tile('Connections', count(total.connections), `${count(total.connections)} connections`),
    tile('Traffic', bytes(total.bytes), `${count(total.bytes)} bytes both ways, whole frames`),
    tile('Packets', count(total.packets), `${count(total.packets)} packets both ways`),
    tile(shown.side === 'client' ? 'Clients' : 'Servers', count(talkers.hosts), 'Distinct addresses'),
    eventTile(events));
}

/** Only what people should look at is counted in large. */
function eventTile(events) {
  const urgent = events?.rows.filter((event) => event.outcome !== 'thresholded').length ?? 0;
  const kept = (events?.rows.length ?? 0) - urgent;
  return h('a', {class: `tile ${urgent > 0 ? 'urgent' : ''}`, test: 'tile-events', href: address({tab: 'events'}), 'data-go': '', 'data-key': 'tile-events'},
    h('span', {}, kept > 0 ? `Events (${count(kept)} kept back)` : 'Events'),
    h('b', {}, events ? `${count(urgent)}${events.next_page_token ? '+' : ''}` : 'not available'));
}

function legend(series, colour) {
  return h('div', {class: 'legend'}, series.series.map((one) => one.service === '(other)'
    ? h('span', {}, h('i', {class: 'swatch', colour: colour(one.service)}), one.service)
    : h('button', {type: 'button', 'data-key': `legend-${one.service}`, title: `Show only ${one.service}`, onclick: () => narrow('service', one.service)},
      h('i', {class: 'swatch', colour: colour(one.service)}), one.service)));
}

function serviceTable(services, colour) {
  const most = Math.max(...services.rows.map((row) => row.bytes), 1);
  return table(['Service', '', 'Bytes', 'Share', 'Conns', 'Clients', 'Servers'], services.rows.map((row) => h('tr', {test: 'service-row'},
    h('td', {}, pick('service', row.service)),
    h('td', {class: 'meter'}, bar(row.bytes / most, colour(row.service))),
    number(bytes(row.bytes), `${count(row.bytes)} bytes`), number(share(row.bytes, services.total.bytes)),
    number(count(row.connections)), number(count(row.clients), '', 'wide'), number(count(row.servers), '', 'wide'))), 'services-table');
}

function talkerTable(talkers) {
  const most = Math.max(...talkers.rows.map((row) => row[shown.by]), 1);
  const peers = shown.side === 'client' ? 'Servers' : 'Clients';
  return table([shown.side === 'client' ? 'Client' : 'Server', '', 'Bytes', 'Share', 'Conns', peers], talkers.rows.map((row) => h('tr', {test: 'talker-row'},
    h('td', {class: 'address'}, pick(shown.side, row.host)),
    h('td', {class: 'meter'}, bar(row[shown.by] / most, 'var(--accent)')),
    number(bytes(row.bytes), `${count(row.bytes)} bytes`), number(share(row[shown.by], talkers.total[shown.by])),
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
      state.range !== 'all' && h('button', {type: 'button', test: 'whole-log', onclick: () => go({range: 'all', from: '', to: ''})}, 'Show the whole log')));
}
