import type { ChangeScope } from '../change/operation-context.ts'
import type { ResourceTypeName } from '../plugin/hook-points.ts'
import type { Json } from '../scim/resource/resource-data.ts'
import { deepEqual } from '../scim/deep-equal.ts'

/** Something about what the provider sends that an owner should look at; nothing was refused for it. */
export interface Finding {
  /** Stable, and at most once for a resource. */
  readonly code: string
  /** A sentence that says what to change. */
  readonly message: string
  readonly [detail: string]: Json
}

export interface FindingSubject {
  readonly type: ResourceTypeName
  readonly id: string
}

/** The source of findings that no rule makes: those of the mapping leave them alone. */
export const findingSource = 'scim'

/** The source of findings about how a user was provisioned, which no rule makes either. */
export const statusSource = 'provisioning'

/** Says what is odd about a resource. An event tells of it unless it is known; answers whether it was not. */
export async function raiseFinding(scope: ChangeScope, subject: FindingSubject, value: Finding): Promise<boolean> {
  const rule = value.code
  if (deepEqual((await findFinding(scope, subject, rule)) ?? null, value)) return false
  if (subject.type === 'Group') await scope.tx.groupFindings.put([{ groupId: subject.id, rule, value }])
  else await scope.tx.assignments.put([{ subject: subject.id, effect: 'finding', source: findingSource, rule, value }])
  scope.record('FindingRaised', toPath(subject), value)
  return true
}

/** Ends what is odd about a resource, where it was said. */
export async function clearFinding(scope: ChangeScope, subject: FindingSubject, rule: string): Promise<void> {
  const value = await findFinding(scope, subject, rule)
  if (value === undefined) return
  if (subject.type === 'Group') await scope.tx.groupFindings.delete([{ groupId: subject.id, rule }])
  else
    await scope.tx.assignments.delete([{ subject: subject.id, effect: 'finding', source: findingSource, rule, value }])
  scope.record('FindingCleared', toPath(subject), value)
}

/** What was said by a code; `undefined` for nothing. */
export async function findFinding(
  { tx }: ChangeScope,
  { id, type }: FindingSubject,
  rule: string,
): Promise<{ readonly [name: string]: Json } | undefined> {
  if (type === 'Group') return (await tx.groupFindings.list([id])).find((finding) => finding.rule === rule)?.value
  const findings = await tx.assignments.list([id], 'finding')
  return findings.find((finding) => finding.source === findingSource && finding.rule === rule)?.value
}

function toPath({ id, type }: FindingSubject): string {
  return type === 'Group' ? `groups/${id}` : `users/${id}`
}
