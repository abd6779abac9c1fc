type Attributes = Record<string, string>

/** An element with its attributes and children: made as nodes, because pages may forbid HTML strings. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  for (const name in attributes) made.setAttribute(name, attributes[name] ?? '')
  made.append(...children)
  return made
}

const paths: Record<string, string> = {
  chat: 'M4 5h16v11H9l-5 4z',
  question: 'M9 9a3 3 0 1 1 4 2.8c-.8.4-1 1-1 2.2m0 4v.1',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8m-7 8a7 7 0 0 1 14 0',
  close: 'm6 6 12 12m0-12L6 18',
}

/** An icon in the colour of the text around. A greeting hand is a letter, like any other. */
export function icon(name: string): Node {
  const path = paths[name] ?? paths.chat
  if (name === 'wave') return document.createTextNode('👋')
  const space = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(space, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  const line = svg.appendChild(document.createElementNS(space, 'path'))
  line.setAttribute('d', path ?? '')
  return svg
}
