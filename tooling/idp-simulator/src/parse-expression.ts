import { COMPARISON_OPERATORS, ExpressionError, type ComparisonOperator, type Expression } from './expression.ts'
import { EXPRESSION_FUNCTIONS } from './expression-functions.ts'

/** Text → tree. Checks function names and the number of arguments; throws `ExpressionError` with the place. */
export function parseExpression(text: string): Expression {
  const scanner = new Scanner(text)
  const expression = parseComparison(scanner)
  if (expression.kind === 'empty') throw new ExpressionError(expression.offset, 'expected an expression')
  scanner.skipSpace()
  if (!scanner.atEnd()) throw new ExpressionError(scanner.offset, `unexpected "${scanner.peek()}" after the expression`)
  return expression
}

function parseComparison(scanner: Scanner): Expression {
  const left = parseOperand(scanner)
  scanner.skipSpace()
  const operator: ComparisonOperator | undefined = COMPARISON_OPERATORS.find((candidate) => scanner.take(candidate))
  if (operator === undefined) return left
  const right = parseOperand(scanner)
  for (const side of [left, right]) {
    if (side.kind === 'empty') throw new ExpressionError(side.offset, `"${operator}" needs a value on both sides`)
  }
  return { kind: 'comparison', operator, left, right, offset: left.offset }
}

function parseOperand(scanner: Scanner): Expression {
  scanner.skipSpace()
  const offset = scanner.offset
  const next = scanner.peek()
  if (next === '[') return { kind: 'attribute', name: parseAttribute(scanner), offset }
  if (next === '"') return { kind: 'constant', value: parseConstant(scanner), offset }
  if (isDigit(next)) return { kind: 'constant', value: scanner.takeWhile(isDigit), offset }
  if (isLetter(next)) return parseCall(scanner)
  if (next === '' || next === ',' || next === ')' || isOperatorStart(next)) return { kind: 'empty', offset }
  throw new ExpressionError(offset, `expected [attribute], "text" or a function, found "${next}"`)
}

function parseAttribute(scanner: Scanner): string {
  const start = scanner.offset
  scanner.take('[')
  const name = scanner.takeWhile((character) => character !== ']').trim()
  if (!scanner.take(']')) throw new ExpressionError(start, 'this "[" has no "]"')
  if (name === '') throw new ExpressionError(start, 'expected the name of an attribute between "[" and "]"')
  return name
}

/** A backslash or quotation mark inside the text is escaped by a backslash. */
function parseConstant(scanner: Scanner): string {
  const start = scanner.offset
  scanner.take('"')
  let value = ''
  while (!scanner.take('"')) {
    scanner.take('\\')
    if (scanner.atEnd()) throw new ExpressionError(start, 'this text has no closing quotation mark')
    value += scanner.next()
  }
  return value
}

function parseCall(scanner: Scanner): Expression {
  const offset = scanner.offset
  const name = scanner.takeWhile((character) => isLetter(character) || isDigit(character))
  const known = EXPRESSION_FUNCTIONS.get(name)
  if (known === undefined) throw new ExpressionError(offset, `unknown function "${name}"${suggest(name)}`)
  scanner.skipSpace()
  if (!scanner.take('(')) throw new ExpressionError(scanner.offset, `expected "(" after ${name}`)
  const args = parseArguments(scanner, name, offset)
  if (args.length < known.least || args.length > known.most) {
    const range =
      known.most === Infinity ? `at least ${known.least}` : [...new Set([known.least, known.most])].join(' to ')
    throw new ExpressionError(offset, `${name} takes ${range} arguments, found ${args.length}`)
  }
  return { kind: 'call', name, args, offset }
}

function parseArguments(scanner: Scanner, name: string, offset: number): Expression[] {
  scanner.skipSpace()
  if (scanner.take(')')) return []
  const args: Expression[] = []
  for (;;) {
    args.push(parseComparison(scanner))
    scanner.skipSpace()
    if (scanner.take(')')) return args
    if (scanner.atEnd()) throw new ExpressionError(offset, `the "(" of ${name} is not closed`)
    if (!scanner.take(',')) throw new ExpressionError(scanner.offset, `expected "," or ")", found "${scanner.peek()}"`)
  }
}

function suggest(name: string): string {
  const known = [...EXPRESSION_FUNCTIONS.keys()]
  const sameLetters = known.find((candidate) => candidate.toLowerCase() === name.toLowerCase())
  return sameLetters === undefined
    ? `; known are ${known.join(', ')}`
    : `; did you mean ${sameLetters}? Names are case-sensitive`
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9'
}

function isLetter(character: string): boolean {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
}

function isOperatorStart(character: string): boolean {
  return character === '=' || character === '<' || character === '>'
}

class Scanner {
  readonly #text: string
  offset = 0

  constructor(text: string) {
    this.#text = text
  }

  atEnd(): boolean {
    return this.offset >= this.#text.length
  }

  /** The next character, or `''` at the end. */
  peek(): string {
    return this.#text.charAt(this.offset)
  }

  next(): string {
    return this.#text.charAt(this.offset++)
  }

  take(expected: string): boolean {
    if (!this.#text.startsWith(expected, this.offset)) return false
    this.offset += expected.length
    return true
  }

  takeWhile(belongs: (character: string) => boolean): string {
    const start = this.offset
    while (!this.atEnd() && belongs(this.peek())) this.offset++
    return this.#text.slice(start, this.offset)
  }

  skipSpace(): void {
    this.takeWhile((character) => character === ' ' || character === '\t' || character === '\n' || character === '\r')
  }
}
