import { isCollection, isScalar, visit, type Document, type Node } from 'yaml'

/** What keeps a text from being JSON (RFC 8259), at its offset. */
export interface JsonMistake {
  readonly offset: number
  readonly message: string
}

/**
 * The first mistake, `undefined` for JSON. JSON.parse judges; the place comes from the YAML parser,
 * which reads nearly all JSON, because JSON.parse does not always tell it.
 */
export function findJsonMistake(text: string, documents: readonly Document.Parsed[]): JsonMistake | undefined {
  if (isJson(text)) return undefined
  const [error] = documents.flatMap(({ errors }) => errors)
  if (error !== undefined) return { offset: error.pos[0], message: error.message.replace(/\.$/, '') }
  return findYamlOnly(documents) ?? findExtra(text) ?? { offset: 0, message: 'only YAML reads it' }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The first value that is written as only YAML can write it. */
function findYamlOnly(documents: readonly Document.Parsed[]): JsonMistake | undefined {
  let found: JsonMistake | undefined
  const check = (node: Node) => {
    if (isJsonStyle(node)) return undefined
    const offset = node.range?.[0] ?? 0
    found = { offset, message: 'JSON writes this with quotation marks or brackets' }
    return visit.BREAK
  }
  for (const document of documents) visit(document, { Node: (_key, node) => check(node) })
  return found
}

/** Strings, which may contain anything, and what YAML allows between values. */
const tokens = /"(?:[^"\\]|\\.)*"|,(?=\s*[\]}])|#/g

/** A comma before a closing bracket, or a comment. */
function findExtra(text: string): JsonMistake | undefined {
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (token === ',') return { offset: index, message: 'there is nothing after this comma' }
    if (token === '#') return { offset: index, message: 'there are no comments' }
  }
  return undefined
}

const literal = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/

function isJsonStyle(node: Node): boolean {
  if (node.range === undefined || node.range === null) return true
  if (isCollection(node)) return node.flow === true
  if (!isScalar(node)) return false
  return node.type === 'QUOTE_DOUBLE' || (node.type === 'PLAIN' && literal.test(node.source ?? ''))
}
