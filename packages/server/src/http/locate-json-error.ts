/** Where a text stops being JSON (RFC 8259): line and column from 1. */
export interface JsonErrorPlace {
  readonly line: number
  readonly column: number
}

const token =
  /[\t\n\r ]+|[{}[\],:]|"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})[^"\\\u0000-\u001f]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.+-])|(?:true|false|null)(?!\w)/y

type Expected = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | ', or end' | 'end'

/** Finds the first place that no JSON can continue from; only for a text that JSON.parse has refused. */
export function locateJsonError(text: string): JsonErrorPlace {
  const open: string[] = []
  let expected: Expected = 'value'
  let position = 0
  while (position < text.length) {
    token.lastIndex = position
    const found = token.exec(text)?.[0]
    const next: Expected | undefined = found === undefined ? undefined : follow(found, expected, open)
    if (found === undefined || next === undefined) break
    expected = next
    position += found.length
  }
  return placeOf(text, position)
}

/** What may come after `found`, or `undefined` where it must not stand. `open` holds the brackets to be closed. */
function follow(found: string, expected: Expected, open: string[]): Expected | undefined {
  const first = found[0] as string
  if (' \t\n\r'.includes(first)) return expected
  if (first === ',') return expected === ', or end' ? (open.at(-1) === '{' ? 'name' : 'value') : undefined
  if (first === ':') return expected === ':' ? 'value' : undefined
  if (first === '}' || first === ']') return close(first, expected, open)
  if (expected === 'name' || expected === 'name or }') return first === '"' ? ':' : undefined
  if (expected !== 'value' && expected !== 'value or ]') return undefined
  if (first !== '{' && first !== '[') return open.length === 0 ? 'end' : ', or end'
  open.push(first)
  return first === '{' ? 'name or }' : 'value or ]'
}

function close(bracket: '}' | ']', expected: Expected, open: string[]): Expected | undefined {
  const empty = bracket === '}' ? 'name or }' : 'value or ]'
  const opening = bracket === '}' ? '{' : '['
  if (open.at(-1) !== opening || (expected !== ', or end' && expected !== empty)) return undefined
  open.pop()
  return open.length === 0 ? 'end' : ', or end'
}

function placeOf(text: string, position: number): JsonErrorPlace {
  const before = text.slice(0, position)
  const line = before.split('\n').length
  return { line, column: position - before.lastIndexOf('\n') }
}
