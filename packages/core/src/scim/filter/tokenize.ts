import { isStorableText } from '../storable-text.ts'

/** A mistake in the text of a filter or path; the caller makes it InvalidFilter or InvalidPath. */
export class GrammarError extends Error {
  readonly position: number
  constructor(message: string, position: number) {
    super(message)
    this.position = position
  }
}

/** A word where an operator belongs, and that is none. */
export class UnknownOperator extends GrammarError {
  readonly operator: string
  constructor(operator: string, position: number) {
    super(`The operator '${operator}' is not supported`, position)
    this.operator = operator
  }
}

/** `word`: attribute path, operator or plain value. `string`: `text` is what the JSON string says. */
export interface Token {
  readonly kind: 'word' | 'string' | '(' | ')' | '[' | ']' | 'end'
  readonly text: string
  readonly position: number
}

const BRACKETS = '()[]'
const SPACES = ' \t\r\n'

/** The tokens of a filter or path, closed by an `end`; one pass over the text. Throws GrammarError. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = []
  let position = 0
  while (position < text.length) {
    const character = text.charAt(position)
    if (SPACES.includes(character)) {
      position += 1
      continue
    }
    const end = endOfToken(text, position)
    tokens.push(toToken(text, position, end))
    position = end
  }
  tokens.push({ kind: 'end', text: '', position: text.length })
  return tokens
}

function endOfToken(text: string, start: number): number {
  const character = text.charAt(start)
  if (BRACKETS.includes(character)) return start + 1
  return character === '"' ? endOfString(text, start) : endOfWord(text, start)
}

function endOfString(text: string, start: number): number {
  for (let position = start + 1; position < text.length; position += 1) {
    const character = text.charAt(position)
    if (character === '"') return position + 1
    if (character === '\\') position += 1
  }
  throw new GrammarError('The string has no closing quotation mark', start)
}

function endOfWord(text: string, start: number): number {
  let position = start
  while (position < text.length) {
    const character = text.charAt(position)
    if (character === '"' || BRACKETS.includes(character) || SPACES.includes(character)) break
    position += 1
  }
  return position
}

function toToken(text: string, start: number, end: number): Token {
  const source = text.slice(start, end)
  const character = source.charAt(0)
  if (character === '(' || character === ')' || character === '[' || character === ']') {
    return { kind: character, text: source, position: start }
  }
  const value = character === '"' ? parseString(source, start) : source
  if (!isStorableText(value)) throw new GrammarError('U+0000 and lone surrogates are not allowed', start)
  return { kind: character === '"' ? 'string' : 'word', text: value, position: start }
}

function parseString(source: string, position: number): string {
  try {
    return JSON.parse(source) as string
  } catch {
    throw new GrammarError('The string is not a JSON string', position)
  }
}
