// handling.js: why an event was reported or kept back, and what people do about it.
import {get, post} from './api.js';
import {fill, h} from './dom.js';
import {plural, time} from './format.js';

const NAME = 'tapline.actor';
const ACTIONS = {acknowledge: ['Acknowledge', ['open']], comment: ['Comment', ['open', 'acknowledged', 'closed']], close: ['Close', ['open', 'acknowledged']], reopen: ['Reopen', ['acknowledged', 'closed']]};

/** Two parts that are asked for when they are opened. */
export function handling(event, context) {
  return [
    late('Why?', 'why', async (body) => fill(body, decisions((await get(path(event, 'why'))).rows))),
    late('Handle', 'handle', async (body) => fill(body, record((await get(path(event, 'actions'))).rows), form(event, context))),
  ];
}

const path = (event, what) => `events/${encodeURIComponent(event.id)}/${what}`;

function late(title, test, load) {
  const body = h('div', {class: 'late', test: `${test}-body`});
  const toggled = async ({target}) => {
    if (!target.open || body.childElementCount > 0) return;
    try {
      await load(body);
    } catch (problem) {
      fill(body, h('p', {class: 'warn', role: 'alert'}, `${problem.detail ?? problem} ${problem.advice ?? ''}`));
    }
  };
  return h('details', {class: 'idea', ontoggle: toggled}, h('summary', {test}, title), body);
}

/** One for each source; the most urgent is the event's. */
function decisions(rows) {
  return h('ol', {class: 'decisions'}, rows.map((one) => h('li', {test: 'decision'},
    h('span', {class: `badge ${one.outcome}`}, one.outcome), ' ', one.source && h('strong', {}, one.source), h('p', {}, one.reason),
    one.window_start && h('p', {}, 'The window of this kind and source: from ', time(one.window_start), ' until ', time(one.window_end), ' UTC nothing more of it is reported; ',
      one.relapse_start < one.window_end ? ['when it comes again after ', time(one.relapse_start), ', it is a relapse. '] : 'it never relapses. ',
      `${plural(one.thresholded_count, 'event')} kept back so far.`))));
}

function record(rows) {
  if (rows.length === 0) return h('p', {class: 'note'}, 'Nobody has done anything about it yet.');
  return h('ol', {class: 'decisions', test: 'actions-list'}, rows.map((one) => h('li', {}, h('strong', {}, one.actor), ` ${one.kind} it, `, time(one.time), ' UTC', one.text && h('p', {}, one.text))));
}

/** The same press twice does the same once: an attempt keeps its id until it has succeeded. */
function form(event, context) {
  const id = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16)).join('-');
  const actor = h('input', {type: 'text', test: 'actor', maxlength: 256, 'aria-label': 'Your name', placeholder: 'Your name', autocomplete: 'name', value: localStorage.getItem(NAME) ?? ''});
  const text = h('input', {type: 'text', test: 'action-text', maxlength: 16384, class: 'grow', 'aria-label': 'Remark', placeholder: 'Remark, for whoever comes next'});
  const wrong = h('p', {class: 'warn', role: 'alert', test: 'action-refused'});
  const act = async (kind) => {
    try {
      await post(path(event, 'actions'), {kind, actor: actor.value.trim(), text: text.value.trim(), request_id: id});
      localStorage.setItem(NAME, actor.value.trim());
      wrong.closest('details').open = false;
      context.refresh();
    } catch (problem) {
      fill(wrong, `${problem.detail} ${problem.advice ?? ''}`);
    }
  };
  const possible = Object.entries(ACTIONS).filter(([, [, states]]) => states.includes(event.state));
  return [h('div', {class: 'handle'}, actor, text, possible.map(([kind, [name]]) => h('button', {type: 'button', test: `act-${kind}`, onclick: () => act(kind)}, name))), wrong];
}
