import type { Condition } from '@rolecall/core/plugin/condition'
import { neededOfSet } from './group-set.ts'
import { idToken, nameToken } from './group-token.ts'
import { needsOf, smallestNeed, type Need } from './need.ts'

/** Which groups count: that of the membership, those of the whole set of the person's, or both. */
export type GroupView = 'membership' | 'set' | 'both'

/** Groups of which at least one must be there for the condition to hold; `null` where there are no such groups. */
export function neededGroups(condition: Condition, view: GroupView): ReadonlySet<string> | null {
  const need = smallestNeed(needsOf(condition, (leaf) => neededGroupsOfLeaf(leaf, view)))
  return need && new Set(need.keys())
}

/** The same of a condition without parts. */
export function neededGroupsOfLeaf(leaf: Condition, view: GroupView): Need | null {
  if (view !== 'membership') {
    if ('inGroup' in leaf) return toNeed([nameToken(leaf.inGroup)])
    if ('someGroup' in leaf) return toNeed(neededOfSet(leaf.someGroup))
  }
  if (view !== 'set' && 'group' in leaf) {
    if ('name' in leaf.group) return toNeed([nameToken(leaf.group.name)])
    if ('id' in leaf.group) return toNeed([idToken(leaf.group.id)])
  }
  return null
}

function toNeed(tokens: Iterable<string> | null): Need | null {
  return tokens && new Map([...tokens].map((token) => [token, null]))
}
