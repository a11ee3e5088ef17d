import type { Json } from '../scim/resource/resource-data.ts'

/** Something odd about a group; about a user it is an assignment. */
export interface GroupFinding {
  readonly groupId: string
  /** What is odd, at most once for a group. */
  readonly rule: string
  readonly value: { readonly [name: string]: Json }
}

/** How many have a finding, and some of them by id. */
export interface FoundByRule {
  readonly count: number
  readonly ids: readonly string[]
}

export interface GroupFindingReader {
  /** By group and rule. */
  list(groupIds: readonly string[]): Promise<GroupFinding[]>
  findByRule(rule: string, limit: number): Promise<FoundByRule>
  /** What the findings of all groups say, each value once with how many say it. */
  countValues(): Promise<readonly { readonly value: GroupFinding['value']; readonly count: number }[]>
}

export interface GroupFindingWriter {
  /** Inserts, or writes over the one of the same group and rule. */
  put(findings: readonly GroupFinding[]): Promise<void>
  delete(findings: readonly Pick<GroupFinding, 'groupId' | 'rule'>[]): Promise<void>
}
