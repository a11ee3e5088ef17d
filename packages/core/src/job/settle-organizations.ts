import { change } from '../change/change.ts'
import type { OperationContext, OperationServices } from '../change/operation-context.ts'
import { Tolerances } from '../scim/tolerance.ts'

/** What a start has found of the mappings of all organizations. */
export interface SettledOrganizations {
  /** Those whose changes were decided now. */
  readonly settled: readonly string[]
  /** Those whose stored mapping does not compile with the plugins of this process. */
  readonly paused: readonly string[]
  /** Those of which it could not be found out, or not be decided now. */
  readonly failed: readonly { readonly organizationId: string; readonly error: unknown }[]
}

/**
 * Looks at the stored mapping of every organization: one that does not compile is told by an event, and what changes have
 * left undecided is decided where it does again. What fails for one organization stops no other.
 */
export async function settleOrganizations(
  services: OperationServices,
  isStopped: () => boolean = () => false,
): Promise<SettledOrganizations> {
  const settled: string[] = []
  const paused: string[] = []
  const failed: { readonly organizationId: string; readonly error: unknown }[] = []
  for (const { id } of await services.store.organizations.list()) {
    if (isStopped()) break
    try {
      const found = await settleFound(services, id)
      if (found === 'paused') paused.push(id)
      if (found === 'settled') settled.push(id)
    } catch (error) {
      failed.push({ organizationId: id, error })
    }
  }
  return { settled, paused, failed }
}

async function settleFound(services: OperationServices, id: string): Promise<'paused' | 'settled' | 'nothing'> {
  const reader = services.store.read(id)
  const state = await reader.getState()
  const mapping = await services.mappings.get(reader.mappings, id, state)
  if ((mapping === null) === (state.undecidedSince === null)) await settleOrganization(services, id)
  if (mapping === null) return 'paused'
  return state.undecidedSince === null ? 'nothing' : 'settled'
}

/** Decides what is undecided of one organization, or notes that it can not be. */
export function settleOrganization(services: OperationServices, organizationId: string): Promise<void> {
  const context: OperationContext = {
    ...services,
    organizationId,
    cause: { kind: 'job', requestId: null, keyId: null },
    baseUrl: '',
    tolerances: new Tolerances(),
    connectionId: '',
  }
  return change(context, (scope) => services.roles.leave(scope))
}
