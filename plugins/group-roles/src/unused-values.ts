import { give } from '@rolecall/core/plugin/effect-values'
import type { RuleDefinition, RuleMatch } from '@rolecall/core/plugin/rule'
import { toStorableText } from '@rolecall/core/scim/storable-text'
import { findNearest } from '@rolecall/rules/text/find-nearest'
import type { ProviderValue } from './provider-value.ts'

/** So many are told of one person. */
const mostTold = 20

/** What is told of a value, in characters. */
const longest = 200

/**
 * Tells of what a provider assigns and no entry knows, with the value that was probably meant. It stands in no line of the file,
 * as a rule of the defaults.
 */
export function unusedValues(section: string, known: readonly ProviderValue[]): RuleDefinition {
  return {
    id: `${section}:/unused`,
    line: 0,
    column: 0,
    when: { any: ['roles', 'entitlements'].map((name) => ({ path: `${name}.value`, operator: 'pr', value: null })) },
    assign: (match) =>
      [...unusedOf(match, 'roles', known), ...unusedOf(match, 'entitlements', known)].slice(0, mostTold),
  }
}

function unusedOf(match: RuleMatch, attribute: ProviderValue['attribute'], known: readonly ProviderValue[]) {
  const ofAttribute = known.filter((value) => value.attribute === attribute)
  const exact = ofAttribute.filter(({ isExact }) => isExact).map(({ text }) => text)
  const values = new Set(match.valuesAt(`${attribute}.value`).filter((value) => typeof value === 'string'))
  return [...values]
    .filter((value) => value.trim() !== '' && !ofAttribute.some((one) => one.matches(value)))
    .map((value) => {
      const shown = toStorableText(value, longest)
      const nearest = findNearest(shown, exact)
      const advice = nearest === undefined ? 'no entry of providerRoles knows it' : `did you mean '${nearest}'?`
      const message = `'${shown}' of ${attribute} gives nothing: ${advice}`
      const path = `${attribute}[value eq ${JSON.stringify(shown)}]`
      return give('finding', { code: 'unknown-provider-value', message, leftOut: path })
    })
}
