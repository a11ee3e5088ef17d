/** A person as its provider knows it: what is acknowledged, and nothing else. */
export interface Person {
  readonly userName: string
  /** `null` where it has no account. */
  id: string | null
  title: string
  active: boolean
  /** Names of the groups that it is in. */
  readonly groups: Set<string>
  /** Accounts that it has had, the current one included. */
  readonly accounts: string[]
}

export function createPerson(userName: string): Person {
  return { userName, id: null, title: '', active: true, groups: new Set(), accounts: [] }
}
