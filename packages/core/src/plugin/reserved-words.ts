import { COMPARE_OPERATORS } from '../scim/filter/filter.ts'

/**
 * Words of the grammar of conditions (RFC 7644 §3.4.2.2, and `matches` for regular expressions): no plugin can have one for
 * an operator or a fact.
 */
export const grammarWords: readonly string[] = [
  ...COMPARE_OPERATORS,
  'pr',
  'matches',
  'and',
  'or',
  'not',
  'true',
  'false',
  'null',
]

/** What facts are made of, and the first word of a path. */
export const factSources = ['user', 'group', 'member'] as const

/** Comparisons of core's own, beside those of the RFC. */
export const ownOperators = ['holds', 'inGroup', 'someGroup', 'isNamed', 'hasId', 'isCalled'] as const

/** The sections of a mapping file that are no rules: the host's own, which no plugin can contribute. */
export const policySections = ['teams', 'limits', 'tests'] as const
