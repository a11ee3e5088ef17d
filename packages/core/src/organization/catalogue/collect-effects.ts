import type { ChangeScope } from '../../change/operation-context.ts'
import { fold } from '../../scim/fold.ts'

/** A role in a team that somebody has gained or lost. */
export interface CatalogueEffect {
  readonly userId: string
  readonly scope: string
  readonly role: string
  /** It is not gone: it comes back with its team. */
  readonly waits: boolean
}

/** What a change does to the roles of people, by its events; a role that goes and comes in one is neither. */
export interface CatalogueEffects {
  readonly gained: readonly CatalogueEffect[]
  readonly lost: readonly CatalogueEffect[]
}

/** A scope whose events are looked at beside: `effects` is what they have come to so far. */
export function collectEffects(scope: ChangeScope): { readonly scope: ChangeScope; effects(): CatalogueEffects } {
  const gained = new Map<string, CatalogueEffect>()
  const lost = new Map<string, CatalogueEffect>()
  const record: ChangeScope['record'] = (type, subject, data = {}) => {
    scope.record(type, subject, data)
    const { effective, role, scope: of } = data as Readonly<Record<string, unknown>>
    if (typeof role !== 'string' || typeof of !== 'string') return
    const userId = subject.slice(subject.indexOf('/') + 1)
    const effect = { userId, scope: of, role, waits: type === 'RoleSuspended' }
    const key = JSON.stringify([userId, of, fold(role)])
    if ((type === 'RoleGranted' || type === 'RoleResumed') && effective === true) gained.set(key, effect)
    if (type === 'RoleSuspended' || (type === 'RoleRevoked' && effective === true)) {
      lost.set(key, { ...effect, waits: effect.waits || lost.get(key)?.waits === true })
    }
  }
  return {
    scope: { ...scope, record },
    effects: () => ({ gained: without(gained, lost), lost: without(lost, gained) }),
  }
}

function without(
  effects: ReadonlyMap<string, CatalogueEffect>,
  others: ReadonlyMap<string, unknown>,
): readonly CatalogueEffect[] {
  const left = [...effects].filter(([key]) => !others.has(key))
  return left.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, effect]) => effect)
}
