import { change } from '../change/change.ts'
import type { OperationContext, OperationServices } from '../change/operation-context.ts'
import { Tolerances } from '../scim/tolerance.ts'

/** What a start has found of the mappings of all organizations. */
export interface SettledOrganizations {
  /** Those whose changes were decided now. */
  readonly settled: readonly string[]
  /** Those whose stored mapping does not compile with the plugins of this process. */
  readonly paused: readonly string[]
}

/**
 * Looks at the stored mapping of every organization: one that does not compile is told by an event, and what changes have
 * left undecided is decided where it does again.
 */
export async function settleOrganizations(
  services: OperationServices,
  isStopped: () => boolean = () => false,
): Promise<SettledOrganizations> {
  const settled: string[] = []
  const paused: string[] = []
  for (const { id } of await services.store.organizations.list()) {
    if (isStopped()) break
    const reader = services.store.read(id)
    const { mappingVersion, undecidedSince } = await reader.getState()
    const mapping = await services.mappings.get(reader.mappings, id, mappingVersion)
    if (mapping === null) paused.push(id)
    else if (undecidedSince !== null) settled.push(id)
    if ((mapping === null) === (undecidedSince === null)) await settleOrganization(services, id)
  }
  return { settled, paused }
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
