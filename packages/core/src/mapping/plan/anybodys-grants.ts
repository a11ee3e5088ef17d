import { grantKey, isOver, type Grant } from '../../directory/grant.ts'
import type { RoleCircumstances } from '../../directory/resolve-roles.ts'
import type { Assignment } from '../../plugin/assignment.ts'
import { toGrant } from '../../roles/wanted-grants.ts'

/** What an assignment comes to, whoever it is for. */
export interface AnybodysGrant {
  /** Equal for equal assignments as long as they are remembered; never that of others. */
  readonly number: number
  /** Without a holder; `null` where its time is over. */
  readonly grant: Grant | null
  readonly key: string
}

interface Remembered {
  readonly source: string
  readonly rule: string
  readonly known: AnybodysGrant
}

/** Stands for everybody. */
const anybody = ''

/**
 * Makes the grant of each distinct assignment once. Rules mostly give the same object to everybody, by which it is found;
 * one that is made anew is found by its text. `capacity` texts are remembered.
 */
export function createAnybodysGrants(circumstances: RoleCircumstances, mappingVersion: number, capacity: number) {
  const byValue = new WeakMap<Assignment['value'], Remembered>()
  const byText = new Map<string, AnybodysGrant>()
  let numbers = 0

  function findByText({ effect, rule, source, value }: Assignment): AnybodysGrant {
    const text = JSON.stringify([source, rule, value])
    const known = byText.get(text)
    if (known !== undefined) return known
    const grant = toGrant({ subject: anybody, effect, rule, source, value }, circumstances, mappingVersion)
    const made = {
      number: (numbers += 1),
      grant: isOver(grant, circumstances.now) ? null : grant,
      key: grantKey(grant),
    }
    if (byText.size >= capacity) byText.clear()
    byText.set(text, made)
    return made
  }

  return (assignment: Assignment): AnybodysGrant => {
    const { rule, source, value } = assignment
    const remembered = byValue.get(value)
    if (remembered?.rule === rule && remembered.source === source) return remembered.known
    const known = findByText(assignment)
    byValue.set(value, { source, rule, known })
    return known
  }
}
