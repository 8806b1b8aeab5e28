// filter.js: the one filter input: suggestions of field names and known values, and the server's error at its place.
import {fill, h} from './dom.js';
import {current, go} from './state.js';

const FIELDS = {
  host: 'client or server address or prefix', client: 'address or prefix of the initiator', server: 'address or prefix of its peer',
  port: 'client or server port', server_port: '', client_port: '', service: 'http, tls, dns, ssh, …', hostname: 'TLS SNI, HTTP host, DNS name; * is a wildcard',
  protocol: 'tcp, udp, icmp or a number', bytes: 'both ways', packets: 'both ways', conn_state: 'Zeek: S0, SF, REJ, …', history: 'Zeek: ShADadFf, …',
  open: 'true or false', source: 'sensor/source', vlan: '', id: '', community_id: '', start: 'RFC 3339', end: 'RFC 3339', rtt_micros: 'handshake, µs',
  client_bytes: '', server_bytes: '', client_packets: '', server_packets: '', client_payload_bytes: '', server_payload_bytes: '',
  client_tcp_flags: '', server_tcp_flags: '', close_reason: '', client_evidence: '', service_evidence: '',
};
const VALUES = {
  protocol: ['tcp', 'udp', 'icmp'], open: ['true', 'false'],
  conn_state: ['S0', 'S1', 'SF', 'REJ', 'S2', 'S3', 'RSTO', 'RSTR', 'RSTOS0', 'RSTRH', 'SH', 'SHR', 'OTH'], service: [],
};
const WORD = /[^\s()=<>!]*$/;

const input = document.getElementById('filter');
const list = document.getElementById('suggestions');
const clear = document.getElementById('filter-clear');
const error = document.getElementById('filter-error');
let marked = -1;

/** Services seen in the last answer become values to choose from. */
export const knownServices = (names) => { VALUES.service = names; };

export function showFilter(state) {
  if (document.activeElement !== input) input.value = state.filter;
  clear.hidden = !input.value;
}

export const typed = () => input.value.trim();

/** Says what is wrong with the filter and underlines where. */
export function showFilterError(problem) {
  error.hidden = !problem;
  input.setAttribute('aria-invalid', String(Boolean(problem)));
  if (!problem) return;
  const {filter} = current();
  const at = Number.isNaN(problem.position) ? -1 : Math.min(problem.position - 1, filter.length); // counted from 1
  fill(error, h('span', {}, problem.detail),
    at >= 0 && h('code', {'aria-hidden': 'true'}, filter.slice(0, at), h('mark', {}, filter.slice(at, at + 1) || ' '), filter.slice(at + 1)));
}

function suggestions() {
  const before = input.value.slice(0, input.selectionStart ?? 0);
  const word = before.match(WORD)[0].toLowerCase();
  const asked = before.slice(0, before.length - word.length).match(/(\w+)\s*(?:=|!=)\s*$/)?.[1];
  if (asked) return (VALUES[asked] ?? []).filter((value) => value.toLowerCase().startsWith(word)).map((value) => [value, '']);
  if (/(?:<|>|<=|>=)\s*$/.test(before) || /[\w"]\s+$/.test(before) && !/\b(AND|OR|NOT)\s+$/i.test(before)) return [];
  return Object.entries(FIELDS).filter(([name]) => name.startsWith(word) && name !== word);
}

function open() {
  const found = suggestions().slice(0, 12);
  marked = -1;
  fill(list, found.map(([name, hint], index) => h('li', {
    id: `suggestion-${index}`, role: 'option', 'aria-selected': 'false', 'data-value': name,
    onpointerdown: (event) => { event.preventDefault(); take(name); },
  }, h('b', {}, name), hint && h('span', {}, hint))));
  list.hidden = found.length === 0;
  input.setAttribute('aria-expanded', String(!list.hidden));
  input.removeAttribute('aria-activedescendant');
}

function close() {
  list.hidden = true;
  input.setAttribute('aria-expanded', 'false');
  input.removeAttribute('aria-activedescendant');
}

function take(value) {
  const caret = input.selectionStart;
  const before = input.value.slice(0, caret).replace(WORD, '') + value + (FIELDS[value] === undefined ? ' ' : ' = ');
  input.value = before + input.value.slice(caret).trimStart();
  input.setSelectionRange(before.length, before.length);
  clear.hidden = false;
  open();
}

function mark(step) {
  const options = [...list.children];
  marked = (marked + step + options.length) % options.length;
  options.forEach((option, index) => option.setAttribute('aria-selected', String(index === marked)));
  input.setAttribute('aria-activedescendant', options[marked].id);
  options[marked].scrollIntoView({block: 'nearest'});
}

input.addEventListener('input', () => { clear.hidden = !input.value; open(); });
input.addEventListener('focus', open);
input.addEventListener('click', open);
input.addEventListener('blur', close);
input.addEventListener('keydown', (event) => {
  if (list.hidden) {
    if (event.key === 'ArrowDown') open();
  } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    mark(event.key === 'ArrowDown' ? 1 : marked < 0 ? 0 : -1);
  } else if (event.key === 'Escape') close();
  else if (event.key === 'Enter' || event.key === 'Tab') {
    if (marked >= 0) {
      event.preventDefault();
      take(list.children[marked].dataset.value);
    } else close();
  }
});
clear.addEventListener('click', () => {
  input.value = '';
  close();
  go({filter: ''});
});
