// connections.js: the connections themselves, a page at a time; a row opens to all its fields.
import {get} from './api.js';
import {COLUMNS, USUAL, chosen, flags, members, value} from './columns.js';
import {fill, h, panel} from './dom.js';
import {learnFields} from './filter.js';
import {bytes, count, plural, time} from './format.js';
import {nothing} from './overview.js';
import {address, current, go, interval, keep, quoted} from './state.js';

const PAGE = 50;
const opened = new Set();
const tokens = new Map(); // of the pages that were seen, to go back to
let choosing = false;
let searchable = new Set();

export async function connections(root, state, context) {
  const scope = {...interval(state), filter: state.filter};
  const page = Math.max(1, Number.parseInt(state.page, 10) || 1);
  if (!state.token) tokens.clear();
  tokens.set(state.token ? page : 1, state.token);
  const [answer, total, fields] = await Promise.all([
    get('connections', {...scope, order: state.order, page_size: PAGE, page_token: state.token}, context.signal),
    get('connections/count', scope, context.signal).catch(() => null), // the rows stand without their number
    learnFields(),
  ]);
  if (context.disturbs()) return;
  searchable = fields;
  context.covered(answer.completeness);
  if (answer.rows.length === 0 && !state.token) {
    fill(root, nothing(state, context));
    return;
  }
  opened.clear();
  state.row.split(',').filter(Boolean).forEach((id) => opened.add(id));
  const columns = chosen(state.cols);
  fill(root, panel('Connections', 'connections', [
    h('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Connections, scrolls sideways'}, table(answer, state, columns)),
    pager(answer, state.token ? page : 1, total),
  ], total && h('span', {class: 'note', test: 'matching'}, `${plural(total.connections, 'connection')}, ${bytes(total.bytes)}, ${plural(total.packets, 'packet')}`), chooser(columns), exports(scope, state, columns)));
}

/** Live refresh would move the rows under the reader. */
export const reading = () => opened.size > 0 || current().token !== '';

/** All that match, not only the page; in the columns that are shown. */
function exports(scope, state, columns) {
  const link = (format, name) => h('a', {
    class: 'button', test: `export-${format}`, 'data-key': `export-${format}`, download: '', title: `Everything that matches as ${name}`,
    href: `/api/connections/export?${new URLSearchParams({...scope, order: state.order, format, columns: members(columns).join(',')})}`,
  }, name);
  return [link('csv', 'CSV'), link('json', 'JSON')];
}

function chooser(columns) {
  const choose = (name, on) => {
    const next = Object.keys(COLUMNS).filter((one) => one === name ? on : columns.includes(one));
    go({cols: next.join(',') === USUAL.join(',') ? '' : next.join(',')});
  };
  return h('details', {class: 'menu', open: choosing, ontoggle: (event) => { choosing = event.target.open; }, onkeydown: (event) => { if (event.key === 'Escape') event.currentTarget.open = false; }},
    h('summary', {class: 'button', test: 'columns', 'data-key': 'columns'}, 'Columns'),
    h('div', {class: 'menu-body'},
      Object.entries(COLUMNS).map(([name, {head}]) => h('label', {}, h('input', {
        type: 'checkbox', test: `column-${name}`, 'data-key': `column-${name}`, checked: columns.includes(name), onchange: (event) => choose(name, event.target.checked),
      }), head)),
      h('button', {type: 'button', test: 'columns-usual', onclick: () => go({cols: ''})}, 'The usual ones')));
}

function table(answer, state, columns) {
  const oldest = state.order === 'oldest';
  return h('table', {class: 'connections', test: 'connections-table'},
    h('thead', {}, h('tr', {},
      h('th', {scope: 'col', 'aria-sort': oldest ? 'ascending' : 'descending'}, h('button', {
        type: 'button', class: 'sort', 'data-key': 'sort', test: 'sort-start', title: oldest ? 'Oldest first; press for newest first' : 'Newest first; press for oldest first',
        onclick: () => go({order: oldest ? 'newest' : 'oldest'}),
      }, 'Start (UTC)', h('span', {'aria-hidden': 'true'}, oldest ? ' ▲' : ' ▼'))),
      columns.map((name) => h('th', {scope: 'col', class: COLUMNS[name].number ? 'number' : ''}, COLUMNS[name].head)))),
    h('tbody', {}, answer.rows.map((one) => row(one, columns))));
}

function row(one, columns) {
  const detail = h('tr', {class: 'detail', id: `detail-${one.id}`, hidden: !opened.has(one.id)}, h('td', {colspan: columns.length + 1}, opened.has(one.id) && fields(one)));
  const opener = h('button', {
    type: 'button', class: 'opener', 'data-key': `row-${one.id}`, 'aria-expanded': String(opened.has(one.id)), 'aria-controls': detail.id,
  }, h('span', {'aria-hidden': 'true', class: 'chevron'}), time(one.start), h('span', {class: 'hidden'}, ', all fields'));
  const toggle = () => {
    const open = !opened.delete(one.id);
    if (open) opened.add(one.id);
    keep({row: [...opened].join(',')});
    opener.setAttribute('aria-expanded', String(open));
    detail.hidden = !open;
    if (open && !detail.querySelector('dl')) detail.firstChild.append(fields(one));
  };
  return [h('tr', {class: 'row', test: 'connection-row', onclick: (event) => { if (!event.target.closest('button.value') && !getSelection().toString()) toggle(); }},
    h('td', {class: 'at'}, opener), columns.map((name) => cell(one, name))), detail];
}

function cell(one, name) {
  const {number, kind = '', title, cell: content, head} = COLUMNS[name];
  return h('td', {class: `${name} ${kind} ${number ? 'number' : ''} ${USUAL.includes(name) ? '' : 'extra'}`, 'data-label': head, title: title?.(one) || null}, content(one));
}

const GROUPS = {
  Who: ['protocol', 'client', 'client_port', 'server', 'server_port', 'client_evidence', 'nat_client', 'nat_client_port', 'nat_server', 'nat_server_port', 'tunnel', 'outer_first', 'outer_second', 'vlan'],
  What: ['service', 'service_evidence', 'hostname', 'conn_state', 'history', 'flags', 'client_tcp_flags', 'server_tcp_flags', 'rtt_micros', 'icmp_error', 'firewall_action', 'firewall_chain'],
  'How much': ['bytes', 'client_bytes', 'server_bytes', 'packets', 'client_packets', 'server_packets', 'client_payload_bytes', 'server_payload_bytes'],
  'When and where': ['start', 'end', 'open', 'close_reason', 'source', 'exporter', 'observation_domain', 'flow_records', 'sampling_interval', 'input_interface_name', 'output_interface_name', 'next_hop', 'id', 'community_id'],
};

/** Every field that says something, by what one asks. */
function fields(one) {
  const says = (name) => one[name] !== undefined && one[name] !== '' && !(one[name] === 0 && ['vlan', 'client_tcp_flags', 'server_tcp_flags'].includes(name));
  return h('div', {test: 'fields'},
    h('div', {class: 'actions'},
      pivot('Between these two', `host = ${quoted(one.client)} AND host = ${quoted(one.server)}`), pivot('All of the client', `host = ${quoted(one.client)}`), pivot('All of the server', `host = ${quoted(one.server)}`),
      h('button', {type: 'button', class: 'small', onclick: () => around(one.start, one.end)}, 'The minute around it')),
    h('div', {class: 'field-groups'}, Object.entries(GROUPS).map(([title, names]) => h('section', {}, h('h3', {}, title), h('dl', {class: 'fields'}, names.filter(says).map((name) => h('div', {},
      h('dt', {}, name), h('dd', {}, field(name, one[name])))))))));
}

const pivot = (name, filter) => h('button', {type: 'button', class: 'small', title: filter, onclick: () => go({filter})}, name);

function field(name, content) {
  if (name === 'start' || name === 'end') return h('button', {type: 'button', class: 'value', title: 'Show the minute around it', onclick: () => around(content, content)}, content);
  if (name === 'flags') return flags(content);
  const besides = name.endsWith('_tcp_flags') ? tcpFlags(content) : name.endsWith('bytes') && content >= 1000 ? bytes(content) : '';
  return [searchable.has(name) ? value(name, content) : String(content), besides && h('span', {class: 'flags'}, besides)];
}

/** RFC 9293, lowest bit first. */
const tcpFlags = (bits) => ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR'].filter((name, bit) => bits >> bit & 1).join(' ');

function around(start, end) {
  go({range: 'custom', from: new Date(Date.parse(start) - 30_000).toISOString(), to: new Date(Date.parse(end) + 30_000).toISOString()});
}

function pager(answer, page, total) {
  const turn = (to, token) => { go({page: to > 1 ? String(to) : '', token, row: ''}); scrollTo({top: 0}); };
  const first = (page - 1) * PAGE + 1;
  const back = tokens.has(page - 1) ? page - 1 : 1;
  return h('div', {class: 'pager'},
    page > 2 && h('button', {type: 'button', test: 'first', 'data-key': 'first', onclick: () => turn(1, '')}, '« First'),
    h('button', {type: 'button', test: 'previous', 'data-key': 'previous', disabled: page === 1, onclick: () => turn(back, tokens.get(back) ?? '')}, '← Previous'),
    h('span', {role: 'status'}, h('span', {test: 'page'}, answer.rows.length ? `${count(first)} – ${count(first + answer.rows.length - 1)}` : plural(0, 'row')), total && ` of ${count(total.connections)}`),
    h('button', {type: 'button', test: 'next', 'data-key': 'next', disabled: !answer.next_page_token, onclick: () => turn(page + 1, answer.next_page_token)}, 'Next →'));
}

/** The address of the connections behind something. */
export const connectionsAddress = (filter, from, to) => address({tab: 'connections', filter, range: 'custom', from, to});
