import { matchingRows, valueRows, type AttributeMapping } from './attribute-mapping.ts'
import type { ResourceType } from './build-resource.ts'
import { diffAttributes, type AttributeChange } from './diff-attributes.ts'
import type { AttributeReader } from './evaluate-expression.ts'
import { readListResponse } from './list-response.ts'
import { mapAttributes, type MappedAttribute } from './map-attributes.ts'
import type { OutcomeKind } from './outcome.ts'
import type { ProvisioningJob } from './provisioning-job.ts'
import type { ResourceLink } from './provisioning-state.ts'
import { isJsonObject, readMember, type JsonObject } from './resource.ts'

/** A user or group of the source, ready to be mapped. */
export interface SourceObject {
  readonly resourceType: ResourceType
  readonly objectId: string
  readonly rows: readonly AttributeMapping[]
  readonly read: AttributeReader
}

/**
 * Brings one object to the target, as "How application provisioning works" lists it for a cycle: a known object is read
 * by its id and patched where it differs; an unknown one is looked up by the matching attributes, then patched or
 * created. `undefined` means that it failed and is tried again in the next cycle.
 */
export async function provisionObject(
  job: ProvisioningJob,
  source: SourceObject,
  link: ResourceLink | undefined,
): Promise<ResourceLink | undefined> {
  const desired = mapAttributes(valueRows(source.rows), source.read)
  if (link === undefined) return matchOrCreate(job, source, desired)
  const changed = desired.filter(({ target, value }) => link.sent[target.text] !== value)
  if (!job.evaluateAll && changed.length === 0) return link

  const answer = await job.client.read(source.resourceType, link.id)
  const isGone = answer.status === 404
  job.record('read', source.resourceType, source.objectId, isGone ? { ...answer, ok: true, error: null } : answer)
  if (isGone) return matchOrCreate(job, source, desired)
  if (!answer.ok || !isJsonObject(answer.body)) return undefined
  const candidates = job.evaluateAll ? desired : changed
  return update(job, source, desired, { id: link.id, changes: diffAttributes(candidates, answer.body) })
}

async function matchOrCreate(
  job: ProvisioningJob,
  source: SourceObject,
  desired: readonly MappedAttribute[],
): Promise<ResourceLink | undefined> {
  const match = await findMatch(job, source, desired)
  if (match === undefined) return undefined
  if (match === null) return create(job, source, desired)
  const id = readMember(match, 'id')
  if (typeof id !== 'string') return undefined
  return update(job, source, desired, { id, changes: diffAttributes(desired, match) })
}

/** The resource that matches, `null` for none, `undefined` where the target could not say. */
async function findMatch(
  job: ProvisioningJob,
  source: SourceObject,
  desired: readonly MappedAttribute[],
): Promise<JsonObject | null | undefined> {
  const { resourceType, objectId } = source
  for (const row of matchingRows(source.rows)) {
    const value = desired.find(({ target }) => target.text === row.target.text)?.value ?? null
    if (value === null) continue
    const answer = await job.client.find(resourceType, row.target.text, value)
    const found = readListResponse(answer.body)
    const problem = answer.ok ? problemOf(found) : undefined
    job.record('match', resourceType, objectId, answer, problem)
    if (!answer.ok || problem !== undefined) return undefined
    if (found?.[0] !== undefined) return found[0]
  }
  return null
}

function problemOf(found: readonly JsonObject[] | undefined): string | undefined {
  if (found === undefined) return 'the answer to a filter is no ListResponse'
  if (found.length > 1) return `${found.length} resources match where one was expected`
  return found.length === 1 && typeof readMember(found[0], 'id') !== 'string' ? 'a resource without id' : undefined
}

async function create(
  job: ProvisioningJob,
  source: SourceObject,
  desired: readonly MappedAttribute[],
): Promise<ResourceLink | undefined> {
  const answer = await job.client.create(source.resourceType, desired)
  const id = readMember(answer.body, 'id')
  const problem = answer.ok && typeof id !== 'string' ? 'the created resource has no id' : undefined
  job.record('create', source.resourceType, source.objectId, answer, problem)
  return answer.ok && typeof id === 'string' ? { id, sent: toSent(desired) } : undefined
}

async function update(
  job: ProvisioningJob,
  source: SourceObject,
  desired: readonly MappedAttribute[],
  { id, changes }: { readonly id: string; readonly changes: readonly AttributeChange[] },
): Promise<ResourceLink | undefined> {
  if (changes.length > 0) {
    const answer = await job.client.patch(source.resourceType, id, changes)
    job.record(kindOf(changes), source.resourceType, source.objectId, answer)
    if (!answer.ok) return undefined
  }
  return { id, sent: toSent(desired) }
}

function kindOf(changes: readonly AttributeChange[]): OutcomeKind {
  const active = changes.find(({ target }) => target.text.toLowerCase() === 'active')
  if (active === undefined) return 'update'
  return active.value?.toLowerCase() === 'true' ? 'restore' : 'disable'
}

function toSent(desired: readonly MappedAttribute[]): ResourceLink['sent'] {
  return Object.fromEntries(desired.map(({ target, value }) => [target.text, value]))
}
