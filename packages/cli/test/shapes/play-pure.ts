import type { PluginHost } from '@rolecall/core/host/plugin-host'
import { ScimError } from '@rolecall/core/scim/errors'
import { applyPatch } from '@rolecall/core/scim/patch/apply-patch'
import { splitMemberChanges, toMemberValues, type MemberStep } from '@rolecall/core/scim/patch/member-changes'
import { parsePatch } from '@rolecall/core/scim/patch/parse-patch'
import { parseResource } from '@rolecall/core/scim/resource/parse-resource'
import type { Json, JsonObject, ResourceData } from '@rolecall/core/scim/resource/resource-data'
import { standardResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import { Tolerances } from '@rolecall/core/scim/tolerance'

import { toBefore, type SentShape, type ShapeCase } from './shape-case.ts'

/** Whose key a request comes by. */
export interface Sender {
  /** The provider that was chosen; `null` for none. */
  readonly provider: string | null
  readonly strict: boolean
}

export interface Played {
  /** The `scimType` of a refusal. */
  readonly refused: string | undefined
  /** The resource afterwards. */
  readonly after: ResourceData
  readonly tolerances: Tolerances
}

/** What the functions of SCIM and the dialects of the plugins make of a request, without a server and a database. */
export function playPure(host: PluginHost, { provider, strict }: Sender, one: ShapeCase, sent: SentShape): Played {
  const off = provider === null ? new Set<string>() : host.providers.foreignTo(provider)
  const tolerances = new Tolerances({ strict, off })
  const before = toBefore(one)
  try {
    return { refused: undefined, after: apply(host, { provider, tolerances }, one, before, sent), tolerances }
  } catch (error) {
    if (!(error instanceof ScimError)) throw error
    return { refused: error.scimType, after: before, tolerances }
  }
}

interface Request {
  readonly provider: string | null
  readonly tolerances: Tolerances
}

function apply(
  host: PluginHost,
  { provider, tolerances }: Request,
  { row }: ShapeCase,
  before: JsonObject,
  { method, body }: SentShape,
): ResourceData {
  const type = standardResourceTypes[row.type]
  const context = { organizationId: 'o', provider, tolerances }
  if (method !== 'PATCH') {
    const operation = method === 'POST' ? 'create' : 'replace'
    const request = host.normalize({ operation, resourceType: row.type, body }, context)
    const { data, unset } = parseResource(type, request.operation === 'patch' ? body : request.body, tolerances)
    if (row.type === 'User') return data
    const keeps = method === 'PUT' && data['members'] === undefined && !unset.includes('members')
    return { ...data, members: asMembers(idsOf(keeps ? before['members'] : data['members'])) }
  }
  const operations = parsePatch(type, body, tolerances)
  const request = host.normalize({ operation: 'patch', resourceType: row.type, operations }, context)
  if (request.operation !== 'patch') throw new Error('a PATCH became something else')
  if (row.type === 'User') return applyPatch(type, before, request.operations, tolerances).data
  const split = splitMemberChanges(request.operations)
  const members = split.memberSteps.reduce(withStep, idsOf(before['members']))
  const { data } = applyPatch(type, before, split.operations, tolerances)
  return { ...data, members: asMembers(members) }
}

/** Each once, as they are rows of the store. */
function idsOf(members: Json | undefined): readonly string[] {
  return toMemberValues(members).map(({ value }) => value)
}

function asMembers(ids: readonly string[]): Json {
  return ids.map((value) => ({ value }))
}

/** What a store does with a step. */
function withStep(members: readonly string[], step: MemberStep): readonly string[] {
  if (step.kind !== 'delta') throw new Error('no row asks for that')
  const kept = step.emptied ? [] : members.filter((value) => !step.removed.includes(value))
  return [...new Set([...kept, ...step.added.map(({ value }) => value)])]
}
