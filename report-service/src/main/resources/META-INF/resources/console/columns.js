// columns.js: the columns of the connections table: what each shows and which members of the API it stands for.
import {h} from './dom.js';
import {bytes, count, duration, time} from './format.js';
import {exclude, narrow} from './state.js';

export const USUAL = ['lasted', 'client', 'server', 'service', 'hostname', 'state', 'sent', 'received', 'packets'];

const lasted = (one) => one.open ? h('span', {class: 'badge open', title: 'Open as of the last checkpoint'}, 'open') : duration(Date.parse(one.end) - Date.parse(one.start));

const end = (address, port) => (one) => [value(address, one[address]), one[port] > 0 && h('span', {class: 'port'}, ':', value(port, one[port]))];

const plain = (name) => (one) => one[name] === undefined || one[name] === '' ? '' : value(name, one[name]);

/** Each by itself, as filters ask for them. */
export const flags = (names) => names.split(',').flatMap((name) => [value('flags', name), ' ']);

const volume = (name) => ({number: true, of: [name], title: (one) => `${count(one[name])} bytes`, cell: (one) => bytes(one[name])});

const number = (name) => ({number: true, of: [name], cell: (one) => one[name] === undefined ? '' : count(one[name])});

const text = (name) => ({of: [name], cell: plain(name)});

/** By name, in the order of the table; `number` stands to the right. */
export const COLUMNS = {
  end: {head: 'End (UTC)', of: ['end'], cell: (one) => time(one.end)},
  lasted: {head: 'Lasted', of: ['open'], cell: lasted},
  source: {head: 'Source', ...text('source')},
  client: {head: 'Client', kind: 'address', of: ['client', 'client_port'], cell: end('client', 'client_port')},
  server: {head: 'Server', kind: 'address', of: ['server', 'server_port'], cell: end('server', 'server_port')},
  service: {head: 'Service', of: ['protocol', 'service'], cell: (one) => [h('span', {class: 'protocol'}, one.protocol), ' ', h('span', {class: one.service_evidence === 'port' ? 'guess' : '', title: one.service_evidence === 'port' ? 'Known by its port only' : null}, value('service', one.service))]},
  hostname: {head: 'Host name', of: ['hostname'], title: (one) => one.hostname, cell: plain('hostname')},
  state: {head: 'State', of: ['conn_state'], cell: plain('conn_state')},
  history: {head: 'History', ...text('history')},
  flags: {head: 'Flags', of: ['flags'], cell: (one) => one.flags ? flags(one.flags) : ''},
  close_reason: {head: 'Closed by', ...text('close_reason')},
  vlan: {head: 'VLAN', of: ['vlan'], cell: (one) => one.vlan > 0 ? value('vlan', one.vlan) : ''},
  tunnel: {head: 'Tunnel', ...text('tunnel')},
  exporter: {head: 'Exporter', ...text('exporter')},
  input_interface_name: {head: 'In', ...text('input_interface_name')},
  output_interface_name: {head: 'Out', ...text('output_interface_name')},
  nat_client: {head: 'NAT client', ...text('nat_client')},
  nat_server: {head: 'NAT server', ...text('nat_server')},
  firewall_action: {head: 'Firewall', ...text('firewall_action')},
  community_id: {head: 'Community ID', ...text('community_id')},
  sent: {head: 'Sent', ...volume('client_bytes')},
  received: {head: 'Received', ...volume('server_bytes')},
  bytes: {head: 'Bytes', ...volume('bytes')},
  client_payload_bytes: {head: 'Payload sent', ...volume('client_payload_bytes')},
  server_payload_bytes: {head: 'Payload received', ...volume('server_payload_bytes')},
  packets: {head: 'Packets', ...number('packets')},
  client_packets: {head: 'Packets sent', ...number('client_packets')},
  server_packets: {head: 'Packets received', ...number('server_packets')},
  rtt: {head: 'RTT', number: true, of: ['rtt_micros'], cell: (one) => one.rtt_micros === undefined ? '' : `${(one.rtt_micros / 1_000).toFixed(1)} ms`},
};

/** Those of an address; names that are none are left out, and no column at all is the usual ones. */
export function chosen(names) {
  const wanted = names.split(',').filter((name) => Object.hasOwn(COLUMNS, name));
  return wanted.length ? Object.keys(COLUMNS).filter((name) => wanted.includes(name)) : USUAL;
}

/** What an export of these columns consists of. */
export const members = (columns) => ['start', ...columns.flatMap((name) => COLUMNS[name].of)];

/** A value that joins the filter by a click, and leaves it by the sign beside it or the key −. */
export function value(column, text) {
  const without = () => exclude(column, text);
  return h('span', {class: 'pick'},
    h('button', {
      type: 'button', class: 'value', test: 'include', title: `Only ${column} = ${text} (press − for all others)`, onclick: () => narrow(column, text),
      onkeydown: (event) => { if (event.key === '-' || event.key === '−') without(); },
    }, String(text)),
    h('button', {type: 'button', class: 'value not', test: 'exclude', tabindex: '-1', title: `Without ${column} = ${text}`, 'aria-label': `Without ${column} = ${text}`, onclick: without}, '≠'));
}
