import * as v from 'valibot'

import { readYaml } from './read-yaml.ts'

/** What the service remembers between cycles: the ids of the target, and what it sent last. */
export interface ProvisioningState {
  /** By objectId. */
  readonly users: Map<string, UserLink>
  readonly groups: Map<string, GroupLink>
}

export interface ResourceLink {
  /** The id in the target: "used to run all future operations". */
  readonly id: string
  /** Last value sent for each mapped path. */
  sent: Readonly<Record<string, string | null>>
}

export interface UserLink extends ResourceLink {
  /** False after an unassignment: one request to disable was sent, the service no longer manages the user. */
  managed: boolean
  /** objectId of the manager that was sent. */
  manager: string | null
}

export interface GroupLink extends ResourceLink {
  /** objectIds of the members that were sent; the service never reads members back. */
  readonly members: Set<string>
}

export function createProvisioningState(): ProvisioningState {
  return { users: new Map(), groups: new Map() }
}

const sent = v.record(v.string(), v.nullable(v.string()))
const stateSchema = v.strictObject({
  users: v.record(
    v.string(),
    v.strictObject({ id: v.string(), sent, managed: v.boolean(), manager: v.nullable(v.string()) }),
  ),
  groups: v.record(v.string(), v.strictObject({ id: v.string(), sent, members: v.array(v.string()) })),
})

/** State → JSON text, so that the next cycle may be another process. */
export function formatProvisioningState(state: ProvisioningState): string {
  const groups = [...state.groups].map(([objectId, link]) => [objectId, { ...link, members: [...link.members] }])
  return JSON.stringify({ users: Object.fromEntries(state.users), groups: Object.fromEntries(groups) }, null, 2)
}

/** JSON text → state. Throws `InputError` for a file that is none. */
export function parseProvisioningState(text: string, file = 'state.json'): ProvisioningState {
  const { value } = readYaml(text, file, stateSchema)
  const groups = Object.entries(value.groups).map(
    ([objectId, link]) => [objectId, { ...link, members: new Set(link.members) }] as const,
  )
  return { users: new Map(Object.entries(value.users)), groups: new Map(groups) }
}
