// Makes elements. Text goes in as text, always: what is shown was written by tenants.

const svgNamespace = 'http://www.w3.org/2000/svg';

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return node;
}

/** An element, such as element('a', { href: '#/' }, 'All functions'). Attributes that begin with "on" are listeners. */
export const element = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);

/** An element of SVG. */
export const svg = (tag, attributes = {}, ...children) => fill(document.createElementNS(svgNamespace, tag), attributes, children);

/** A titled part of a page. */
export function panel(title, attributes, ...children) {
  const id = `panel-${title.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`;
  return element('section', { ...attributes, 'aria-labelledby': id }, element('h2', { id }, title), ...children);
}

/** Sets an element's text only when it is another: an unchanged text stays selected. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Shows other children only when what they are made of is another: what has the focus keeps it. */
export function whenChanged(render) {
  let before;
  return (data) => {
    const now = JSON.stringify(data);
    if (now === before) return;
    before = now;
    render(data);
  };
}
