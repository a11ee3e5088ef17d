/**
 * What a name of the mapping has to do with a group. `bound`: the group gives what the name gives. `changed`: the same,
 * but its `externalId` has become another one since, so what it newly gives is withheld. `claimed`: the group has taken
 * the name while another one is bound, so what it would give is withheld.
 */
export type BindingState = 'bound' | 'changed' | 'claimed'

/** A name that the mapping uses, and a group that has, or had, it. */
export interface Binding {
  readonly nameKey: string
  readonly groupId: string
  /** The group's `externalId` as it is trusted: when it was bound, or as an owner has approved it. */
  readonly externalId: string | null
  readonly state: BindingState
}

/** By name, then by group id. */
export interface BindingReader {
  list(): Promise<Binding[]>
  ofGroup(groupId: string): Promise<Binding[]>
  ofName(nameKey: string): Promise<Binding[]>
}

export interface BindingWriter {
  /** Inserts, or writes over the one of the same name and group. */
  put(bindings: readonly Binding[]): Promise<void>
  delete(bindings: readonly Pick<Binding, 'nameKey' | 'groupId'>[]): Promise<void>
}
