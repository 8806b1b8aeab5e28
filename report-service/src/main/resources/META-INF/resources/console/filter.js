// filter.js: the one filter input: suggestions of field names and known values, and the server's error at its place.
import {get} from './api.js';
import {fill, h} from './dom.js';
import {current, go, quoted} from './state.js';

/** The fields of the server by name, asked for once; services are those of the last answer. */
const fields = new Map();
let services = [];
let asked = null;
const WORD = /[^\s()=<>!]*$/;

const input = document.getElementById('filter');
const list = document.getElementById('suggestions');
const clear = document.getElementById('filter-clear');
const error = document.getElementById('filter-error');
let marked = -1;

/** Services seen in the last answer become values to choose from. */
export const knownServices = (names) => { services = names; };

/** Names of the fields; none where the list cannot be had, and the next question asks again. */
export function learnFields() {
  asked ??= get('fields').then((answer) => {
    for (const field of answer.fields) fields.set(field.name, field);
    return new Set(fields.keys());
  }).catch(() => { asked = null; return new Set(); });
  return asked;
}

const learn = () => learnFields().then(() => { if (document.activeElement === input) open(); });

const values = (name) => name === 'service' ? services : fields.get(name)?.values ?? [];

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
  const [what] = problem.detail.split(' There are: '); // the suggestions say what there is
  fill(error, at >= 0 && h('code', {'aria-hidden': 'true'}, filter.slice(0, at), h('mark', {}, filter.slice(at, at + 1) || ' '), filter.slice(at + 1)),
    h('span', {title: problem.detail}, what));
}

function suggestions() {
  const before = input.value.slice(0, input.selectionStart ?? 0);
  const word = before.match(WORD)[0].toLowerCase();
  const field = before.slice(0, before.length - word.length).match(/(\w+)\s*(?:=|!=)\s*$/)?.[1];
  if (field) return values(field).filter((value) => value.toLowerCase().startsWith(word)).map((value) => [quoted(value), '']);
  if (/(?:<|>|<=|>=)\s*$/.test(before) || /[\w"]\s+$/.test(before) && !/\b(AND|OR|NOT)\s+$/i.test(before)) return [];
  return [...fields.values()].filter(({name}) => name.startsWith(word) && name !== word).map(({name, description}) => [name, description]);
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
  const before = input.value.slice(0, caret).replace(WORD, '') + value + (fields.has(value) ? ' = ' : ' ');
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
input.addEventListener('focus', () => { learn(); open(); });
addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('input, textarea, select')) return;
  event.preventDefault();
  input.focus();
});
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
