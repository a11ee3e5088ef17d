import type { Tolerances } from '../tolerance.ts'
import {
  COMPARE_OPERATORS,
  type AttributePath,
  type Comparison,
  type ContributedComparison,
  type Filter,
} from './filter.ts'
import { printFilter } from './print-filter.ts'
import { GrammarError, UnknownOperator, tokenize, type Token } from './tokenize.ts'

/** No provider nests deeper, and neither the parser nor the database should recurse further. */
export const MAX_DEPTH = 32
/** SQLite allows expressions of depth 1,000. */
export const MAX_TERMS = 500

const PATH = /^[a-z$][\w$:./%~-]*$/i
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i
/** What JSON does not quote with. As a part of the value it would match nobody, and who finds nobody creates everybody again. */
const OTHER_QUOTATION = /^['`´‘’‚“”„«»]/

/** An operator beside those of the RFC, in the conditions of rules. */
export interface GrammarOperator {
  readonly name: string
  readonly operand?: 'none' | 'required'
}

/** The rules of RFC 7644 §3.4.2.2 over the tokens of one text; each method reads one rule. Throws GrammarError. */
export class FilterGrammar {
  readonly #tokens: readonly Token[]
  readonly #tolerances: Tolerances
  readonly #contributed: readonly GrammarOperator[]
  #next = 0
  #depth = 0
  #terms = 0
  #inValuePath = false

  constructor(text: string, tolerances: Tolerances, contributed: readonly GrammarOperator[] = []) {
    this.#tokens = tokenize(text)
    this.#tolerances = tolerances
    this.#contributed = contributed
  }

  /** The next token; the last one is always `end`. */
  get token(): Token {
    return this.#tokens[Math.min(this.#next, this.#tokens.length - 1)] as Token
  }

  /** FILTER, of which `or` binds least. */
  readFilter(): Filter {
    return joined(
      'or',
      this.#readList('or', () => this.#readConjunction()),
    )
  }

  /** attrPath; whether there is such an attribute is not asked here. */
  readAttributePath(): AttributePath {
    const { kind, text, position } = this.token
    if (kind !== 'word') throw new GrammarError(`Expected an attribute, found ${described(this.token)}`, position)
    if (!PATH.test(text)) throw new GrammarError(`'${text}' is not an attribute path`, position)
    this.#next += 1
    return { text, position }
  }

  /** `"[" valFilter "]"`, which has no value path inside. */
  readValueFilter(): Filter {
    if (this.#inValuePath) throw new GrammarError("A value path can't stand within a value path", this.token.position)
    this.#inValuePath = true
    const filter = this.#readEnclosed('[', ']')
    this.#inValuePath = false
    return filter
  }

  /** `"." ATTRNAME` directly after a `]`; undefined if there is none. */
  readSubAttribute(): AttributePath | undefined {
    const { kind, text, position } = this.token
    if (kind !== 'word' || !text.startsWith('.')) return undefined
    if (this.#tokens[this.#next - 1]?.position !== position - 1)
      throw new GrammarError('Unexpected space before the sub-attribute', position)
    const name = text.slice(1)
    if (!PATH.test(name)) throw new GrammarError(`'${name}' is not a sub-attribute`, position + 1)
    this.#next += 1
    return { text: name, position: position + 1 }
  }

  readEnd(): void {
    if (this.token.kind !== 'end') throw new GrammarError(`Unexpected ${described(this.token)}`, this.token.position)
  }

  #readConjunction(): Filter {
    return joined(
      'and',
      this.#readList('and', () => this.#readTerm()),
    )
  }

  #readList(keyword: string, readPart: () => Filter): Filter[] {
    const parts = [readPart()]
    while (this.#isKeyword(keyword)) {
      this.#next += 1
      parts.push(readPart())
    }
    return parts
  }

  #readTerm(): Filter {
    if (this.token.kind === '(') return this.#readEnclosed('(', ')')
    if (this.#isKeyword('not') && this.#tokens[this.#next + 1]?.kind === '(') {
      this.#next += 1
      return { kind: 'not', filter: this.#readEnclosed('(', ')') }
    }
    return this.#readAttributeExpression()
  }

  #readEnclosed(open: '(' | '[', close: ')' | ']'): Filter {
    this.#expect(open)
    this.#depth += 1
    if (this.#depth > MAX_DEPTH)
      throw new GrammarError(`The filter is nested deeper than ${MAX_DEPTH}`, this.token.position)
    const filter = this.readFilter()
    this.#expect(close)
    this.#depth -= 1
    return filter
  }

  #readAttributeExpression(): Filter {
    this.#terms += 1
    if (this.#terms > MAX_TERMS)
      throw new GrammarError(`The filter has more than ${MAX_TERMS} terms`, this.token.position)
    const path = this.readAttributePath()
    if (this.token.kind !== '[') return this.#readComparison(path)
    const filter = this.readValueFilter()
    const { position } = this.token
    const subAttribute = this.readSubAttribute()
    if (!subAttribute) return { kind: 'valuePath', path, filter }
    if (!this.#tolerances.use('filtered-sub-attribute'))
      throw new GrammarError('A value path in a filter has no sub-attribute', position)
    return withinValues(path, filter, this.#readComparison(subAttribute))
  }

  #readComparison(path: AttributePath): Filter {
    const { kind, text, position } = this.token
    if (kind !== 'word') throw new GrammarError(`Expected an operator, found ${described(this.token)}`, position)
    this.#next += 1
    const name = text.toLowerCase()
    if (name === 'pr') return { kind: 'present', path }
    const operator = COMPARE_OPERATORS.find((known) => known === name)
    if (operator) return { kind: 'compare', path, operator, ...this.#readValue() }
    const contributed = this.#contributed.find((known) => known.name.toLowerCase() === name)
    if (!contributed && path.text.toLowerCase() === 'not') throw this.#bareNot(path)
    if (!contributed) throw new UnknownOperator(text, position)
    return this.#readContributed(path, contributed)
  }

  /** After `not` there is no attribute but a parenthesis; what was probably meant is shown. */
  #bareNot({ position }: AttributePath): GrammarError {
    this.#next -= 1
    let meant = '…'
    try {
      meant = printFilter(this.#readAttributeExpression())
    } catch (error) {
      if (!(error instanceof GrammarError)) throw error
    }
    return new GrammarError(`After 'not' there is a parenthesis: not (${meant})`, position)
  }

  #readContributed(path: AttributePath, { name, operand }: GrammarOperator): ContributedComparison {
    const right = operand === 'none' ? { value: undefined, text: '' } : this.#readValue()
    return { kind: 'contributed', path, operator: name, ...right }
  }

  #readValue(): Pick<Comparison, 'value' | 'text'> {
    const { kind, text, position } = this.token
    if (kind !== 'word' && kind !== 'string')
      throw new GrammarError(`Expected a value, found ${described(this.token)}`, position)
    this.#next += 1
    const value = kind === 'string' ? text : this.#toValue(text, position)
    return { value, text }
  }

  #toValue(text: string, position: number): Comparison['value'] {
    if (text === 'null') return null
    if (text === 'true' || text === 'false') return text === 'true'
    if (NUMBER.test(text) && Number.isFinite(Number(text))) return Number(text)
    if (!OTHER_QUOTATION.test(text) && this.#tolerances.use('unquoted-value')) return text
    throw new GrammarError(`'${text}' is not a JSON value`, position)
  }

  #isKeyword(keyword: string): boolean {
    return this.token.kind === 'word' && this.token.text.toLowerCase() === keyword
  }

  #expect(kind: Token['kind']): void {
    if (this.token.kind !== kind)
      throw new GrammarError(`Expected '${kind}', found ${described(this.token)}`, this.token.position)
    this.#next += 1
  }
}

/** One filter of several, without `and` directly in `and` or `or` in `or`. */
function joined(kind: 'and' | 'or', parts: readonly Filter[]): Filter {
  const [first, ...others] = parts
  if (first && others.length === 0) return first
  return { kind, filters: parts.flatMap((part) => (part.kind === kind ? part.filters : [part])) }
}

/** `emails[F].value ne "x"` is `not (emails[F and value eq "x"])`, as `ne` is `not eq` everywhere. */
function withinValues(path: AttributePath, filter: Filter, comparison: Filter): Filter {
  if (comparison.kind === 'compare' && comparison.operator === 'ne') {
    return { kind: 'not', filter: withinValues(path, filter, { ...comparison, operator: 'eq' }) }
  }
  return { kind: 'valuePath', path, filter: joined('and', [filter, comparison]) }
}

function described({ kind, text }: Token): string {
  if (kind === 'end') return 'the end'
  return kind === 'string' ? `the string "${text}"` : `'${text}'`
}
