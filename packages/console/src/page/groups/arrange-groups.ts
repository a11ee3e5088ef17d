import type { Group } from '../../api/types.ts'

export const orders = ['name', 'members', 'changed'] as const
export type Order = (typeof orders)[number]

export const choices = ['all', 'giving', 'nothing', 'unknown'] as const
export type Choice = (typeof choices)[number]

const chosen: Readonly<Record<Choice, (group: Group) => boolean>> = {
  all: () => true,
  giving: ({ gives }) => gives.length > 0,
  nothing: ({ gives }) => gives.length === 0,
  unknown: ({ unresolved }) => unresolved > 0,
}

const compared: Readonly<Record<Order, (a: Group, b: Group) => number>> = {
  // As they are read.
  name: () => 0,
  members: (a, b) => b.members - a.members,
  changed: (a, b) => (a.lastModified < b.lastModified ? 1 : a.lastModified > b.lastModified ? -1 : 0),
}

/** Groups that one wants to see, in the order in which one wants to see them. */
export function arrangeGroups(groups: readonly Group[], choice: Choice, order: Order): readonly Group[] {
  return groups.filter(chosen[choice]).toSorted(compared[order])
}
