import type { Grant } from '../../api/types.ts'

type Held = Pick<Grant, 'effective' | 'role' | 'scope'>

/** A role, and whether only one of two sides has it. */
export interface ComparedRole {
  readonly role: string
  readonly scope: string
  readonly change: 'same' | 'more' | 'less'
}

/** The roles in force of one side beside those of now: `more` is not there now, `less` is there only now. */
export function compareRoles(now: readonly Held[], other: readonly Held[]): readonly ComparedRole[] {
  const keyOf = ({ role, scope }: Pick<Held, 'role' | 'scope'>): string => `${scope}\n${role}`
  const inForce = (grants: readonly Held[]) =>
    new Map(grants.filter(({ effective }) => effective).map((grant) => [keyOf(grant), grant]))
  const [there, here] = [inForce(other), inForce(now)]
  const rows = [...there].map(([key, { role, scope }]) => ({
    role,
    scope,
    change: here.has(key) ? ('same' as const) : ('more' as const),
  }))
  const gone = [...here].filter(([key]) => !there.has(key))
  return [...rows, ...gone.map(([, { role, scope }]) => ({ role, scope, change: 'less' as const }))]
}
