// sources.js: where frames came from, what became of each, and what is known to be missing.
import {get} from './api.js';
import {empty, fill, h, panel} from './dom.js';
import {ago, bitRate, bytes, count, packetRate, plural, time} from './format.js';
import {hops, lostUnits, uncovered} from './losses.js';
import {go, interval, narrow} from './state.js';

const PART = 50;
const MOST_LOSSES = 100;
const SORTS = {
  name: ['Name', (a, b) => a.source.localeCompare(b.source, 'en', {numeric: true})],
  last: ['Latest frame', (a, b) => (b.last_frame ?? '').localeCompare(a.last_frame ?? '')],
  bytes: ['Bytes', (a, b) => b.bytes - a.bytes],
  frames: ['Frames', (a, b) => b.frames - a.frames],
  connections: ['Connections', (a, b) => b.connections - a.connections],
  lost: ['Losses', (a, b) => Object.keys(b.lost).length - Object.keys(a.lost).length || b.lost_frames - a.lost_frames],
};
let before = new Map(); // what each had counted at the answer before, for its rate
let rates = new Map();

export async function sources(root, state, context) {
  const {status} = context;
  const scope = interval(state);
  const [answer, counted, exported] = await Promise.all([
    get('sources', {}, context.signal),
    get('connections/count', scope, context.signal),
    get('exporters', scope, context.signal),
  ]);
  if (context.disturbs()) return;
  const completeness = context.covered(counted.completeness);
  if (answer.sources.length === 0) {
    fill(root, empty('No sources yet', 'A source is where frames come from: a capture file, an interface, a UDP port.', h('code', {}, './tapline import capture.pcapng'), h('code', {}, './tapline capture add eth0')));
    return;
  }
  measure(answer.sources);
  fill(root,
    panel('Sources', 'sources', list(answer.sources, state), h('span', {class: 'note'}, `${plural(status.segments, 'segment')}, ${bytes(status.stored_bytes)} stored`), tools(state)),
    exported.rows.length > 0 && panel('Exporters', 'exporters', h('div', {class: 'scroll'}, exporters(exported.rows, answer.sources))),
    panel('What is missing', 'losses', losses(completeness)));
}

/** Frames and bytes per second since the answer before. */
function measure(all) {
  const now = performance.now();
  for (const {source, frames, bytes: octets} of all) {
    const was = before.get(source);
    if (was && now - was.at > 1_000) rates.set(source, {frames: 1_000 * (frames - was.frames) / (now - was.at), bits: 8_000 * (octets - was.octets) / (now - was.at)});
  }
  before = new Map(all.map(({source, frames, bytes: octets}) => [source, {frames, octets, at: now}]));
  rates = new Map([...rates].filter(([source]) => before.has(source)));
}

function tools(state) {
  return [
    h('input', {type: 'search', class: 'find', test: 'find-source', 'data-key': 'find-source', placeholder: 'Find a source', 'aria-label': 'Find a source', value: state.find, onchange: (event) => go({find: event.target.value.trim(), part: ''})}),
    h('label', {class: 'sorting'}, 'By ', h('select', {test: 'sort-sources', 'data-key': 'sort-sources', onchange: (event) => go({sort: event.target.value, part: ''})},
      Object.entries(SORTS).map(([name, [text]]) => h('option', {value: name, selected: name === state.sort}, text)))),
  ];
}

/** Those that deliver stand first; the rest is behind pages. */
function list(all, state) {
  const found = all.filter(({source}) => source.toLowerCase().includes(state.find.toLowerCase())).sort((SORTS[state.sort] ?? SORTS.name)[1]);
  const groups = [['Delivering', found.filter((source) => !source.finished)], ['Finished', found.filter((source) => source.finished)]];
  const ordered = groups.flatMap(([, group]) => group);
  const part = Math.min(Math.max(1, Number.parseInt(state.part, 10) || 1), Math.max(1, Math.ceil(ordered.length / PART)));
  const shown = ordered.slice((part - 1) * PART, part * PART);
  if (found.length === 0) return h('p', {class: 'note', test: 'no-source'}, `No source has “${state.find}” in its name.`);
  return [h('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Sources, scrolls sideways'}, table(groups, shown)), ordered.length > PART && pager(ordered.length, part)];
}

function pager(all, part) {
  const turn = (to) => { go({part: to > 1 ? String(to) : ''}); scrollTo({top: 0}); };
  return h('div', {class: 'pager'},
    h('button', {type: 'button', test: 'sources-previous', 'data-key': 'sources-previous', disabled: part === 1, onclick: () => turn(part - 1)}, '← Previous'),
    h('span', {role: 'status', test: 'sources-part'}, `${count((part - 1) * PART + 1)} – ${count(Math.min(all, part * PART))} of ${count(all)}`),
    h('button', {type: 'button', test: 'sources-next', 'data-key': 'sources-next', disabled: part * PART >= all, onclick: () => turn(part + 1)}, 'Next →'));
}

function table(groups, shown) {
  return h('table', {class: 'cards', test: 'sources-table'},
    h('thead', {}, h('tr', {}, ['Source', 'State', 'First and last frame (UTC)'].map((name) => h('th', {scope: 'col'}, name)),
      ['Frames', 'Bytes', 'Rate', 'Connections', 'Lost'].map((name) => h('th', {scope: 'col', class: 'number'}, name)), h('th', {scope: 'col'}, 'Frames not in a connection'))),
    groups.map(([name, group]) => {
      const rows = group.filter((source) => shown.includes(source));
      return rows.length > 0 && h('tbody', {}, h('tr', {class: 'group'}, h('th', {scope: 'rowgroup', colspan: 9}, `${name} (${count(group.length)})`)), rows.map(row));
    }));
}

function row(source) {
  const rate = source.finished ? null : rates.get(source.source);
  return h('tr', {test: 'source-row'},
    h('td', {'data-label': 'Source', class: 'source'}, h('button', {type: 'button', class: 'value', 'data-key': `source-${source.source}`, title: 'Show its connections', onclick: () => narrow('source', source.source, {tab: 'connections', range: 'all', from: '', to: ''})}, source.source)),
    h('td', {'data-label': 'State'}, h('span', {class: `badge ${source.finished ? '' : 'open'}`}, source.finished ? 'finished' : 'delivering')),
    h('td', {class: 'nowrap', 'data-label': 'First and last frame'}, h('span', {}, source.first_frame ? [time(source.first_frame), ' – ', time(source.last_frame, source.first_frame.slice(0, 10) !== source.last_frame.slice(0, 10))] : '–')),
    h('td', {class: 'number', 'data-label': 'Frames'}, count(source.frames)), h('td', {class: 'number', 'data-label': 'Bytes', title: `${count(source.bytes)} bytes`}, bytes(source.bytes)),
    h('td', {class: `number rate ${rate ? '' : 'nil'}`, 'data-label': 'Rate'}, rate ? [bitRate(rate.bits), h('br'), packetRate(rate.frames)] : '–'),
    h('td', {class: 'number', 'data-label': 'Connections'}, count(source.connections)),
    h('td', {class: `number ${Object.keys(source.lost).length ? 'warn' : 'nil'}`, 'data-label': 'Lost'}, lostUnits(source.lost) || count(0)),
    h('td', {class: `outcomes ${outside(source) ? '' : 'nil'}`, 'data-label': 'Not in a connection'}, outside(source) || 'none'));
}

/** Empty for none. Flow exports are frames as well; their records are what is in connections. */
function outside(source) {
  const frames = Object.entries(source.outcomes).filter(([name, number]) => name !== 'connection' && !(name === 'decoded' && source.flow_records > 0) && number > 0);
  const words = [...frames, ...Object.entries(source.counters)].sort((a, b) => b[1] - a[1]).map(([name, number]) => `${name.replaceAll('_', ' ')} ${count(number)}`);
  if (source.flow_records > 0) words.unshift(`${plural(source.flow_records, 'flow record')} in connections`);
  return words.join(', ');
}

/** What decoding counts of templates belongs to a source, which several exporters may share. */
function exporters(rows, all) {
  const counted = all.filter((source) => source.flow_records > 0).flatMap(({source, counters}) => Object.entries(counters).filter(([name]) => /template|lost|sampl|sequence/.test(name)).map(([name, number]) => `${source}: ${name.replaceAll('_', ' ')} ${count(number)}`));
  return [
    h('table', {class: 'cards', test: 'exporters-table'},
      h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'Exporter'), ['Domain', 'Connections', 'Packets', 'Bytes'].map((name) => h('th', {scope: 'col', class: 'number'}, name)), h('th', {scope: 'col'}, 'Latest (UTC)'))),
      h('tbody', {}, rows.map((one) => h('tr', {test: 'exporter-row'},
        h('td', {class: 'address', 'data-label': 'Exporter'}, h('button', {type: 'button', class: 'value', title: 'Show its connections', onclick: () => narrow('exporter', one.exporter, {tab: 'connections'})}, one.exporter)),
        h('td', {class: 'number', 'data-label': 'Domain'}, one.observation_domain), h('td', {class: 'number', 'data-label': 'Connections'}, count(one.connections)),
        h('td', {class: 'number', 'data-label': 'Packets'}, count(one.packets)), h('td', {class: 'number', 'data-label': 'Bytes'}, bytes(one.bytes)),
        h('td', {'data-label': 'Latest'}, h('span', {}, time(one.last_end), ago(one.last_end) && ` (${ago(one.last_end)})`)))))),
    counted.length > 0 && h('p', {class: 'note', test: 'templates'}, counted.join('; ')),
  ];
}

function losses(completeness) {
  const kept = completeness.kept_since && h('p', {test: 'retention'}, `${plural(completeness.removed_connections, 'connection')} of this time range left by retention; kept since `, time(completeness.kept_since), ' UTC.');
  return kept ? h('div', {}, kept, lost(completeness)) : lost(completeness);
}

function lost(completeness) {
  const gaps = uncovered(completeness);
  if (gaps && completeness.losses.length === 0) return h('p', {class: 'note', test: 'uncovered'}, gaps, '. No loss is known where something was captured.');
  if (completeness.losses.length === 0 && Object.keys(completeness.lost).length === 0) return h('p', {class: 'good', test: 'no-loss'}, 'No loss is known for this time range: every frame that was accepted is in a connection or in a counter above. Losses of other times are in the table.');
  const more = completeness.losses.length - MOST_LOSSES;
  return [hopTable(completeness), h('ol', {class: 'losses', test: 'losses-list'}, completeness.losses.slice(0, MOST_LOSSES).map((loss) => h('li', {},
    h('strong', {}, loss.count > 0 ? `${plural(loss.count, loss.unit.slice(0, -1))} lost` : 'Lost, how much is unknown'), ` at ${loss.hop} of ${loss.source}`,
    loss.start && [', ', time(loss.start), ' – ', loss.end ? time(loss.end, false) : ''], loss.description && h('p', {}, loss.description)))),
  more > 0 && h('p', {class: 'note'}, `${plural(more, 'loss', 'losses')} more; a shorter time range shows them.`)];
}

function hopTable(completeness) {
  return h('table', {class: 'cards', test: 'hops-table'},
    h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'Where'), h('th', {scope: 'col', class: 'number'}, 'Lost'), h('th', {scope: 'col', class: 'number'}, 'Times'))),
    h('tbody', {}, hops(completeness.losses).map((sum) => h('tr', {}, h('td', {'data-label': 'Where'}, sum.hop),
      h('td', {class: 'number', 'data-label': 'Lost'}, sum.unit === 'unknown' ? 'unknown' : plural(sum.count, sum.unit.slice(0, -1))), h('td', {class: 'number', 'data-label': 'Times'}, count(sum.losses))))));
}
