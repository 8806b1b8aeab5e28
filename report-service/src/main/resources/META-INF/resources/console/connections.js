// connections.js: the connections themselves, a page at a time; a row opens to all its fields.
import {get} from './api.js';
import {fill, h, panel} from './dom.js';
import {bytes, count, duration, plural, time} from './format.js';
import {nothing} from './overview.js';
import {address, go, interval, narrow} from './state.js';

const PAGE = 50;
const opened = new Set();
let question = '';
let pages = [''];

export async function connections(root, state, context) {
  startAgainWhenAskedOtherwise(state);
  const answer = await get('connections', {...interval(state), filter: state.filter, order: state.order, page_size: PAGE, page_token: pages.at(-1)}, context.signal);
  context.covered(answer.completeness);
  if (answer.rows.length === 0 && pages.length === 1) return fill(root, nothing(state, context));
  fill(root, panel('Connections', 'connections', [h('div', {class: 'scroll'}, table(answer, state)), pager(answer, context)]));
}

/** Pages belong to a question; another question begins at its first page. */
function startAgainWhenAskedOtherwise(state) {
  const asked = JSON.stringify([state.range, state.from, state.to, state.filter, state.order]);
  if (asked === question) return;
  question = asked;
  pages = [''];
  opened.clear();
}

/** Live refresh would move the rows under the reader. */
export const reading = () => opened.size > 0 || pages.length > 1;

function table(answer, state) {
  const oldest = state.order === 'oldest';
  return h('table', {class: 'connections', test: 'connections-table'},
    h('thead', {}, h('tr', {},
      h('th', {scope: 'col', 'aria-sort': oldest ? 'ascending' : 'descending'}, h('button', {
        type: 'button', class: 'sort', 'data-key': 'sort', test: 'sort-start', title: oldest ? 'Oldest first; press for newest first' : 'Newest first; press for oldest first',
        onclick: () => go({order: oldest ? 'newest' : 'oldest'}),
      }, 'Start (UTC)', h('span', {'aria-hidden': 'true'}, oldest ? ' ▲' : ' ▼'))),
      ['Lasted', 'Client', 'Server', 'Service', 'Host name', 'State'].map((name) => h('th', {scope: 'col'}, name)),
      ['Sent', 'Received', 'Packets'].map((name) => h('th', {scope: 'col', class: 'number'}, name)))),
    h('tbody', {}, answer.rows.map(row)));
}

function row(one) {
  const detail = h('tr', {class: 'detail', id: `detail-${one.id}`, hidden: !opened.has(one.id)}, h('td', {colspan: 10}, opened.has(one.id) && fields(one)));
  const opener = h('button', {
    type: 'button', class: 'opener', 'data-key': `row-${one.id}`, 'aria-expanded': String(opened.has(one.id)), 'aria-controls': detail.id, 'aria-label': `All fields of ${one.id}`,
  }, h('span', {'aria-hidden': 'true', class: 'chevron'}), time(one.start));
  const toggle = () => {
    const open = !opened.delete(one.id);
    if (open) opened.add(one.id);
    opener.setAttribute('aria-expanded', String(open));
    detail.hidden = !open;
    if (open && !detail.querySelector('dl')) detail.firstChild.append(fields(one));
  };
  return [h('tr', {class: 'row', test: 'connection-row', onclick: (event) => { if (!event.target.closest('button.value') && !getSelection().toString()) toggle(); }}, cells(one, opener)), detail];
}

function cells(one, opener) {
  return [
    h('td', {class: 'at'}, opener),
    h('td', {class: 'lasted'}, one.open ? h('span', {class: 'badge open', title: 'Open as of the last checkpoint'}, 'open') : duration(Date.parse(one.end) - Date.parse(one.start))),
    h('td', {class: 'address client'}, value('client', one.client), port('client_port', one.client_port)),
    h('td', {class: 'address server'}, value('server', one.server), port('server_port', one.server_port)),
    h('td', one.service_evidence === 'port' ? {class: 'service guess', title: 'Known by its port only'} : {class: 'service'}, h('span', {class: 'protocol'}, one.protocol), ' ', value('service', one.service)),
    h('td', {class: 'hostname', title: one.hostname || null}, one.hostname && value('hostname', one.hostname)),
    h('td', {class: 'state'}, one.conn_state && value('conn_state', one.conn_state)),
    h('td', {class: 'number sent', title: `${count(one.client_bytes)} bytes`}, bytes(one.client_bytes)),
    h('td', {class: 'number received', title: `${count(one.server_bytes)} bytes`}, bytes(one.server_bytes)),
    h('td', {class: 'number packets'}, count(one.packets)),
  ];
}

const value = (column, text) => h('button', {type: 'button', class: 'value', title: `Add ${column} = ${text} to the filter`, onclick: () => narrow(column, text)}, String(text));

const port = (column, number) => number > 0 && h('span', {class: 'port'}, ':', value(column, number));

function fields(one) {
  return h('dl', {class: 'fields', test: 'fields'}, Object.entries(one).map(([name, content]) => h('div', {},
    h('dt', {}, name), h('dd', {}, content === '' ? h('span', {class: 'none'}, '–') : field(name, content)))));
}

function field(name, content) {
  if (name === 'start' || name === 'end') return h('button', {type: 'button', class: 'value', title: 'Show the minute around it', onclick: () => around(content)}, content);
  if (name.endsWith('_tcp_flags') && content > 0) return [value(name, content), h('span', {class: 'flags'}, tcpFlags(content))];
  return value(name, content);
}

/** RFC 9293, lowest bit first. */
const tcpFlags = (bits) => ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR'].filter((name, bit) => bits >> bit & 1).join(' ');

function around(iso) {
  const at = Date.parse(iso);
  go({range: 'custom', from: new Date(at - 30_000).toISOString(), to: new Date(at + 30_000).toISOString()});
}

function pager(answer, context) {
  const turn = (change) => { change(); opened.clear(); context.refresh(); scrollTo({top: 0}); };
  const first = (pages.length - 1) * PAGE + 1;
  return h('div', {class: 'pager'},
    h('button', {type: 'button', test: 'previous', 'data-key': 'previous', disabled: pages.length === 1, onclick: () => turn(() => pages.pop())}, '← Previous'),
    h('span', {role: 'status', test: 'page'}, answer.rows.length ? `${count(first)} – ${count(first + answer.rows.length - 1)}` : plural(0, 'row')),
    h('button', {type: 'button', test: 'next', 'data-key': 'next', disabled: !answer.next_page_token, onclick: () => turn(() => pages.push(answer.next_page_token))}, 'Next →'));
}

/** The address of the connections behind something. */
export const connectionsAddress = (filter, from, to) => address({tab: 'connections', filter, range: 'custom', from, to});
