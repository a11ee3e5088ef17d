import { InvalidPath } from '../errors.ts'
import { FilterGrammar } from '../filter/filter-grammar.ts'
import type { AttributePath, Filter } from '../filter/filter.ts'
import { GrammarError } from '../filter/tokenize.ts'
import type { Tolerances } from '../tolerance.ts'

export const MAX_PATH_LENGTH = 32_768

/** `attrPath` or `attrPath "[" filter "]" ["." subAttribute]` (RFC 7644 §3.5.2, figure 7). */
export interface Path {
  readonly attribute: AttributePath
  readonly filter: Filter | undefined
  readonly subAttribute: AttributePath | undefined
}

/** Parses the path of a PATCH operation. Throws InvalidPath with the position. */
export function parsePath(text: string, tolerances: Tolerances): Path {
  if (text.length > MAX_PATH_LENGTH)
    throw new InvalidPath(`The path is longer than ${MAX_PATH_LENGTH}`, MAX_PATH_LENGTH)
  try {
    return readPath(new FilterGrammar(text, tolerances))
  } catch (error) {
    if (error instanceof GrammarError) throw new InvalidPath(error.message, error.position, { cause: error })
    throw error
  }
}

function readPath(grammar: FilterGrammar): Path {
  const attribute = grammar.readAttributePath()
  const filter = grammar.token.kind === '[' ? grammar.readValueFilter() : undefined
  const subAttribute = filter ? grammar.readSubAttribute() : undefined
  grammar.readEnd()
  return { attribute, filter, subAttribute }
}
