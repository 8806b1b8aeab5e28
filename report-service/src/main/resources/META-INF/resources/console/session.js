// session.js: logging in and out, where the server asks who one is.
import {Problem} from './api.js';
import {h} from './dom.js';

const out = document.getElementById('logout');
let shown = false;

/** The form that stands in for a view until a token is accepted; `done` shows the view. */
export function login(problem, done) {
  shown = false;
  out.hidden = true;
  const token = h('input', {type: 'password', name: 'token', required: true, autocomplete: 'off', spellcheck: 'false', maxlength: '128', placeholder: 'tap_…', 'aria-describedby': 'login-error', 'data-key': 'token', test: 'token'});
  const error = h('p', {id: 'login-error', role: 'alert', test: 'login-error'}, problem.reason === 'TOKEN_MISSING' ? '' : problem.detail);
  const send = async (event) => {
    event.preventDefault();
    try {
      await post('login', {Authorization: `Bearer ${token.value.trim()}`});
      token.value = '';
      done();
    } catch (refused) {
      error.textContent = refused instanceof Problem ? refused.detail : 'The connection to the server was lost.';
    }
  };
  return h('form', {class: 'login panel', onsubmit: send, test: 'login', 'aria-label': 'Log in'},
    h('h2', {}, 'Log in'),
    h('p', {}, 'This Tapline asks for a token; ', h('code', {}, 'tapline token create'), ' makes one on its machine.'),
    h('label', {}, h('span', {class: 'label'}, 'Token'), token),
    error,
    h('button', {type: 'submit', class: 'primary', test: 'login-send'}, 'Log in'));
}

/** Shows the way out to whoever came in by a token; asks the server once. */
export async function showLogout() {
  if (shown) return;
  shown = true;
  const response = await fetch('/api/session').catch(() => null);
  const session = response?.ok ? await response.json() : {};
  out.hidden = !session.authentication || session.name.startsWith('(');
  out.textContent = out.hidden ? '' : `Log out ${session.name}`;
  out.title = out.hidden ? '' : `Role: ${session.role}`;
}

/** Calls `done` after the session has ended. */
export function onLogout(done) {
  out.addEventListener('click', () => post('logout').catch(() => null).then(done));
}

async function post(path, headers = {}) {
  const response = await fetch(`/api/${path}`, {method: 'POST', headers});
  if (!response.ok) {
    throw new Problem(await response.json().catch(() => ({detail: `The server answered ${response.status}.`})));
  }
}
