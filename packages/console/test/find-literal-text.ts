import { parseSync } from 'vite'

/** A node of the tree that the parser makes (ESTree with JSX). */
interface Node {
  readonly type: string
  readonly start: number
  readonly [name: string]: unknown
}

/** Attributes whose values are read by people. */
const spoken = new Set(['alt', 'aria-label', 'cancel', 'caption', 'go', 'label', 'leave', 'legend', 'title'])

/** Attributes whose values are no words, though they may look like some. */
const unspoken = new Set(
  'aria-describedby aria-labelledby autoComplete class d href id key name rel style value viewBox'.split(' '),
)

/** Names that the API and browsers give, which are compared and sent: no words of ours. */
const names = new Set([
  'Accept',
  'Content-Type',
  'Escape',
  'If-Match',
  'If-None-Match',
  'Member',
  'Owner',
  'Prefer',
  'RequestError',
])

/** Whether a text of the program is one that somebody reads: a sentence, or a word with a capital letter. */
function isProse(text: string): boolean {
  if (names.has(text) || /^X-|^\(|^[\w+]+(?:\/[\w+*]+)+|^https?:/.test(text)) return false
  return (
    /\p{L}{2,}[ ,:;…]+\p{L}/u.test(text) || /^\s*\p{Lu}\p{Ll}/u.test(text) || /^\P{L}* \p{L}{2}|\p{L}…$/u.test(text)
  )
}

/** The texts for people in a source, each as `line: text`. */
export function findLiteralText(file: string, source: string): readonly string[] {
  const found: string[] = []
  const tell = (node: Node, text: string): void => {
    found.push(`${file}:${source.slice(0, node.start).split('\n').length}: ${text.trim().replaceAll(/\s+/g, ' ')}`)
  }
  const { program } = parseSync(file, source)
  visit(program, false, tell)
  return found
}

/** `shown`: whether the value of the expression is what one sees. */
function visit(node: unknown, shown: boolean, tell: (node: Node, text: string) => void): void {
  if (Array.isArray(node)) return node.forEach((one) => visit(one, shown, tell))
  if (!isNode(node)) return
  const go = (part: unknown, isShown = false): void => visit(part, isShown, tell)
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ImportExpression':
      return
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      return go(node['expression'], shown)
    case 'JSXText':
      return said(node, String(node['value']), true, tell)
    case 'JSXAttribute': {
      const name = nameOf(node)
      return unspoken.has(name) ? undefined : go(node['value'], spoken.has(name))
    }
    case 'Property':
      return go(
        [node['key'], node['value']].slice(node['computed'] === true ? 0 : 1),
        spoken.has(nameOf(node['key'] as Node)),
      )
    case 'JSXOpeningElement':
      // What a component makes of a name is not known here; an element of HTML shows none.
      if (/^\p{Lu}/u.test(nameOf(node)))
        for (const attribute of node['attributes'] as readonly Node[])
          if (nameOf(attribute) === 'name') go(attribute['value'])
      return go(node['attributes'])
    case 'JSXElement':
    case 'JSXFragment':
      go(node['openingElement'])
      return go(node['children'], true)
    case 'JSXExpressionContainer':
      return go(node['expression'], shown)
    case 'ConditionalExpression':
      go(node['test'])
      go(node['consequent'], shown)
      return go(node['alternate'], shown)
    case 'ArrayExpression':
      return go(node['elements'], shown)
    case 'LogicalExpression':
      go(node['left'])
      return go(node['right'], shown)
    case 'Literal':
      return typeof node['value'] === 'string' ? said(node, node['value'], shown, tell) : undefined
    case 'TemplateLiteral':
      go(node['expressions'])
      return go(node['quasis'], shown)
    case 'TemplateElement':
      return said(node, (node['value'] as { readonly cooked: string }).cooked, shown, tell)
    case 'NewExpression':
    case 'CallExpression':
      return go([node['callee'], node['arguments']])
    default:
      if (node.type.startsWith('TS')) return
      for (const [name, part] of Object.entries(node)) if (name !== 'typeAnnotation') go(part)
  }
}

function said(node: Node, text: string, shown: boolean, tell: (node: Node, text: string) => void): void {
  if (shown ? /\p{L}/u.test(text) : isProse(text)) tell(node, text)
}

/** What an element, an attribute or a property is called; `''` where that is no single word. */
function nameOf(node: Node): string {
  const name = node['name']
  return isNode(name) ? nameOf(name) : typeof name === 'string' ? name : ''
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}
