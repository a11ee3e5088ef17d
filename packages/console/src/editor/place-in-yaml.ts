/** Where in a YAML file somebody is typing. */
export interface Place {
  /** The keys above it; `*` for an element of a list. */
  readonly path: readonly string[]
  /** Whether a key is being typed, or the value of the last key of `path`. */
  readonly kind: 'key' | 'value'
  /** What of it is there already, before the cursor. */
  readonly typed: string
}

/**
 * Reads the place from the indentation of the lines above: while somebody types, a file is hardly ever
 * valid, so that a parser says little. Flow collections on one line (`- { a: b, c`) are understood.
 */
export function placeInYaml(lines: readonly string[]): Place | null {
  const current = lines.at(-1) ?? ''
  if (/^\s*#/.test(current)) return null
  const flow = /^(\s*(?:-\s+)*)(?:([\w$-]+):\s*)?\{([^{}]*)$/.exec(current)
  if (flow !== null) return inFlow(lines, flow)
  const [, lead = '', rest = ''] = /^(\s*(?:-\s+)*)(.*)$/.exec(current) ?? []
  const path = [...pathAbove(lines.slice(0, -1), lead), ...elementsOf(lead)]
  const [, key, value] = /^([\w$-]+):\s+(.*)$/.exec(rest) ?? []
  if (key !== undefined) return { path: [...path, key], kind: 'value', typed: value ?? '' }
  return { path, kind: 'key', typed: rest }
}

function inFlow(lines: readonly string[], [, lead = '', key, inner = '']: RegExpExecArray): Place {
  const above = [...pathAbove(lines.slice(0, -1), lead), ...elementsOf(lead)]
  const path = key === undefined ? above : [...above, key]
  const last = inner.slice(inner.lastIndexOf(',') + 1).trimStart()
  const [, name, value] = /^([\w$-]+):\s*(.*)$/.exec(last) ?? []
  return name === undefined
    ? { path, kind: 'key', typed: last }
    : { path: [...path, name], kind: 'value', typed: value ?? '' }
}

/** The column in which the dash stands, or else the text: what is less indented is above it. */
function indentOf(lead: string): number {
  const dash = lead.indexOf('-')
  return dash < 0 ? lead.length : dash
}

function elementsOf(lead: string): string[] {
  return Array.from(lead.matchAll(/-/g), () => '*')
}

/** The keys under which a line of this indentation stands. A list may be as indented as its key. */
function pathAbove(lines: readonly string[], below: string): string[] {
  const path: string[] = []
  let limit = indentOf(below)
  let inElement = below.includes('-')
  for (const line of lines.toReversed()) {
    const [, lead = '', key] = /^(\s*(?:-\s+)*)([\w$-]+):/.exec(line) ?? []
    if (key === undefined) continue
    const dash = lead.indexOf('-')
    const start = dash < 0 ? lead.length : dash
    const isElement = dash >= 0 && lead.length > dash
    if (isElement && lead.length === limit && !inElement) {
      // The first key of the element that the line below belongs to.
      path.unshift('*')
      limit = dash
      inElement = true
    } else if (start < limit || (inElement && dash < 0 && start === limit)) {
      path.unshift(...(isElement ? ['*', key] : [key]))
      limit = start
      inElement = isElement
    }
  }
  return path
}
