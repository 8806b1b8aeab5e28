// dom.js: elements without a framework.

/** Makes an element: properties starting with `on` are listeners, `data` is the dataset, the rest are attributes. */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    set(element, name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
  else if (name === 'test') element.dataset.test = value;
  else if (name === 'width' || name === 'height') element.style[name] = value; // through the object model: the policy forbids style attributes
  else if (name === 'colour') element.style.setProperty('--colour', value);
  else element.setAttribute(name, value === true ? '' : value);
}

/** Replaces the children, keeping focus where an element with the same `data-key` is there again. */
export function fill(element, ...children) {
  const key = element.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  element.replaceChildren(...children.flat(Infinity).filter(Boolean));
  if (key) element.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({preventScroll: true});
}

/** A panel with a title; `tools` stand to its right. */
export function panel(title, test, body, ...tools) {
  return h('section', {class: 'panel', test, 'aria-label': title},
    h('div', {class: 'panel-head'}, h('h2', {}, title), h('div', {class: 'tools'}, tools)), body);
}

/** What a panel says when there is nothing to show. */
export function empty(title, ...lines) {
  return h('div', {class: 'empty', test: 'empty'}, h('strong', {}, title), lines.map((line) => h('p', {}, line)));
}

/** What a panel says when an answer failed, and what to do next. */
export function failure(problem, retry) {
  return h('div', {class: 'failure', role: 'alert', test: 'failure'},
    h('strong', {}, problem.title), h('p', {}, problem.detail), h('p', {}, problem.advice),
    h('button', {type: 'button', onclick: retry}, 'Try again'));
}

/** A small set of choices of which one is on. */
export function choices(name, options, chosen, choose) {
  return h('div', {class: 'choices', role: 'group', 'aria-label': name},
    Object.entries(options).map(([value, text]) => h('button', {
      type: 'button', 'aria-pressed': String(value === chosen), 'data-key': `${name}-${value}`,
      test: `${name}-${value}`.toLowerCase().replaceAll(' ', '-'), onclick: () => choose(value),
    }, text)));
}
