// sources.js: where frames came from, what became of each, and what is known to be missing.
import {get} from './api.js';
import {empty, fill, h, panel} from './dom.js';
import {bytes, count, plural, time, utc} from './format.js';
import {interval, narrow} from './state.js';

export async function sources(root, state, context) {
  const {status} = context;
  const {completeness} = await get('services', {...interval(state), limit: 1}, context.signal);
  context.covered(completeness);
  if (!status || status.sources.length === 0) {
    return fill(root, empty('No sources yet', 'A source is where frames come from: a capture file, an interface, a UDP port.', h('code', {}, './tapline import capture.pcapng'), h('code', {}, './tapline capture add eth0')));
  }
  fill(root,
    panel('Sources', 'sources', h('div', {class: 'scroll'}, table(status.sources)), h('span', {class: 'note'}, `${plural(status.segments, 'segment')}, ${bytes(status.stored_bytes)} stored`)),
    panel('What is missing', 'losses', losses(completeness)));
}

function table(list) {
  return h('table', {class: 'cards', test: 'sources-table'},
    h('thead', {}, h('tr', {}, ['Source', 'State', 'First and last frame (UTC)'].map((name) => h('th', {scope: 'col'}, name)),
      ['Frames', 'Bytes', 'Connections', 'Lost'].map((name) => h('th', {scope: 'col', class: 'number'}, name)), h('th', {scope: 'col'}, 'Frames not in a connection'))),
    h('tbody', {}, list.map(row)));
}

function row(source) {
  const outside = Object.entries(source.outcomes).filter(([name, frames]) => name !== 'connection' && frames > 0).sort((a, b) => b[1] - a[1]);
  return h('tr', {test: 'source-row'},
    h('td', {'data-label': 'Source'}, h('button', {type: 'button', class: 'value', title: 'Show its connections', onclick: () => narrow('source', source.source, {tab: 'connections', range: 'all', from: '', to: ''})}, source.source)),
    h('td', {'data-label': 'State'}, h('span', {class: `badge ${source.finished ? '' : 'open'}`}, source.finished ? 'finished' : 'delivering')),
    h('td', {class: 'nowrap', 'data-label': 'First and last frame'}, h('span', {}, source.first_frame ? [time(source.first_frame), ' – ', time(source.last_frame, source.first_frame.slice(0, 10) !== source.last_frame.slice(0, 10))] : '–')),
    h('td', {class: 'number', 'data-label': 'Frames'}, count(source.frames)), h('td', {class: 'number', 'data-label': 'Bytes', title: `${count(source.bytes)} bytes`}, bytes(source.bytes)), h('td', {class: 'number', 'data-label': 'Connections'}, count(source.connections)),
    h('td', {class: `number ${Object.keys(source.lost).length ? 'warn' : ''}`, 'data-label': 'Lost'}, lostUnits(source.lost) || count(0)),
    h('td', {class: 'outcomes', 'data-label': 'Not in a connection'}, outside.length ? outside.map(([name, frames]) => `${name.replaceAll('_', ' ')} ${count(frames)}`).join(', ') : 'none'));
}

/** What was lost by unit, in words; empty when nothing was. */
export function lostUnits(lost) {
  return Object.entries(lost).map(([unit, n]) => unit === 'unknown' ? `${plural(n, 'time')} unknown` : plural(n, unit.slice(0, -1))).join(', ');
}

/** Where nothing was captured, in words; empty when all of the range was. */
export function uncovered(completeness) {
  const places = completeness.uncovered.map(({start, end}) => start
    ? end ? `from ${utc(start)} to ${utc(end)} UTC` : `after ${utc(start)} UTC`
    : end ? `before ${utc(end)} UTC` : 'in this range');
  const more = places.length > 3 ? ` and in ${plural(places.length - 3, 'gap')} more` : '';
  return places.length ? `Not covered: nothing was captured ${places.slice(0, 3).join(', ')}${more}` : '';
}

function losses(completeness) {
  const kept = completeness.kept_since && h('p', {test: 'retention'}, `${plural(completeness.removed_connections, 'connection')} of this time range left by retention; kept since `, time(completeness.kept_since), ' UTC.');
  return kept ? h('div', {}, kept, lost(completeness)) : lost(completeness);
}

function lost(completeness) {
  const gaps = uncovered(completeness);
  if (gaps && completeness.losses.length === 0) return h('p', {test: 'uncovered'}, gaps, '. No loss is known where something was captured.');
  if (completeness.losses.length === 0 && Object.keys(completeness.lost).length === 0) return h('p', {class: 'good', test: 'no-loss'}, 'No loss is known for this time range: every frame that was accepted is in a connection or in a counter above. Losses of other times are in the table.');
  return h('ol', {class: 'losses', test: 'losses-list'}, completeness.losses.map((loss) => h('li', {},
    h('strong', {}, loss.count > 0 ? `${plural(loss.count, loss.unit.slice(0, -1))} lost` : 'Lost, how much is unknown'), ` at ${loss.hop} of ${loss.source}`,
    loss.start && [', ', time(loss.start), ' – ', loss.end ? time(loss.end, false) : ''], loss.description && h('p', {}, loss.description))));
}
