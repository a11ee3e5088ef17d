import { InvalidFilter } from '../errors.ts'
import type { Tolerances } from '../tolerance.ts'
import { FilterGrammar, type GrammarOperator } from './filter-grammar.ts'
import type { Filter } from './filter.ts'
import { GrammarError } from './tokenize.ts'

export const MAX_FILTER_LENGTH = 32_768

/**
 * Parses a filter (RFC 7644 §3.4.2.2) in time linear in its length. `contributed` are operators that the conditions of
 * rules have beside those of the RFC. Throws InvalidFilter with the position.
 */
export function parseFilter(
  text: string,
  tolerances: Tolerances,
  contributed: readonly GrammarOperator[] = [],
): Filter {
  if (text.length > MAX_FILTER_LENGTH)
    throw new InvalidFilter(`The filter is longer than ${MAX_FILTER_LENGTH}`, MAX_FILTER_LENGTH)
  try {
    const grammar = new FilterGrammar(text, tolerances, contributed)
    const filter = grammar.readFilter()
    grammar.readEnd()
    return filter
  } catch (error) {
    if (error instanceof GrammarError) throw new InvalidFilter(error.message, error.position, { cause: error })
    throw error
  }
}
