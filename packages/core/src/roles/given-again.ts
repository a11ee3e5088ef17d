import { isWithheld } from '../directory/effect-state.ts'
import { keptAs, originOf } from '../directory/kept-effect.ts'
import type { Assignment } from '../plugin/assignment.ts'
import { deepEqual } from '../scim/deep-equal.ts'

/** What is kept beside roles, and is given as it is, and not held back, by the rule that gave it: it need not be kept any more. */
export function givenAgain(stored: readonly Assignment[], put: readonly Assignment[]): readonly Assignment[] {
  const kept = stored.filter((one) => keptAs(one) !== undefined)
  if (kept.length === 0) return kept
  const given = new Map(put.filter((one) => !isWithheld(one)).map((one) => [placeOf(one), one]))
  return kept.filter((one) => deepEqual(given.get(placeOf(one))?.value ?? null, one.value))
}

function placeOf(one: Assignment): string {
  return JSON.stringify([one.subject, one.effect, originOf(one)])
}
