import type { Binding } from '@rolecall/core/store/bindings'

import type { WritingStatements } from '../sql/statements.ts'

/** A member that a transaction adds. */
export interface AddedMember {
  readonly value: string
  readonly userId: string | null
  readonly type: string | null
  readonly revision: number
  readonly index: number
}

/** What a transaction has done to the members of a group, none of which the database has seen yet. */
export interface OwnMembers {
  readonly groupId: string
  readonly added: readonly AddedMember[]
  /** By value; `all` of those that were there. */
  readonly removed: ReadonlySet<string> | 'all'
}

/**
 * What a transaction has written of members and bindings and what is kept until its end: reads are completed by it, so that a
 * large change need not be sent before it is decided. Once it has been sent the database knows it, and it is forgotten here.
 */
export interface OwnMemberships {
  note(members: OwnMembers): void
  /** A group that has no members but those that are added. */
  noteNew(groupId: string): void
  /** Members of these groups have gone who stand for nobody. */
  noteNobodies(groupIds: readonly string[]): void
  bind(bindings: readonly Binding[]): void
  unbind(bindings: readonly BindingKey[]): void
  /** What is kept of one group; every other change of members has been sent before it. */
  members(): OwnMembers | undefined
  /** Groups of whose users all is known here that the database does not know. */
  knownGroups(): ReadonlySet<string>
  /** Bindings that are kept, the last word of each. */
  bindings(): readonly OwnBinding[]
}

/** Without a state: it is ended. */
export type OwnBinding = Binding | BindingKey

type BindingKey = Pick<Binding, 'nameKey' | 'groupId'>

export function createOwnMemberships({ sent }: Pick<WritingStatements, 'sent'>): OwnMemberships {
  let seen = 0
  let members: OwnMembers | undefined
  let known = new Set<string>()
  let made = new Set<string>()
  let bindings = new Map<string, OwnBinding>()

  function forgetSent(): void {
    if (seen === sent()) return
    seen = sent()
    members = undefined
    known = new Set()
    made = new Set()
    bindings = new Map()
  }

  return {
    note(own) {
      forgetSent()
      members = made.has(own.groupId) ? { ...own, removed: 'all' } : own
      known.add(own.groupId)
    },
    noteNew(groupId) {
      forgetSent()
      made.add(groupId)
    },
    noteNobodies(groupIds) {
      forgetSent()
      for (const id of groupIds) known.add(id)
    },
    bind(bound) {
      forgetSent()
      for (const binding of bound) bindings.set(keyOf(binding), binding)
    },
    unbind(ended) {
      forgetSent()
      for (const { groupId, nameKey } of ended) bindings.set(keyOf({ groupId, nameKey }), { groupId, nameKey })
    },
    members() {
      forgetSent()
      return members
    },
    knownGroups() {
      forgetSent()
      return known
    },
    bindings() {
      forgetSent()
      return [...bindings.values()]
    },
  }
}

/** Bindings as they are to be, of those that are stored and what is kept of them. */
export function completeBindings(stored: readonly Binding[], own: readonly OwnBinding[]): readonly Binding[] {
  if (own.length === 0) return stored
  const all = new Map(stored.map((binding) => [keyOf(binding), binding]))
  for (const binding of own) {
    if ('state' in binding) all.set(keyOf(binding), binding)
    else all.delete(keyOf(binding))
  }
  return [...all.values()]
}

function keyOf({ groupId, nameKey }: BindingKey): string {
  return JSON.stringify([nameKey, groupId])
}
