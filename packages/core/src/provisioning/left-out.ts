import { changeByJob } from '../change/change-by-job.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import type { JobHandler } from '../change/job-handler.ts'
import { leftOut as code } from '../directory/finding.ts'
import type { ResourceTypeName } from '../plugin/hook-points.ts'
import { clearFinding, findFinding, raiseFinding, type FindingSubject } from '../roles/raise-finding.ts'
import type { Json } from '../scim/resource/resource-data.ts'
import { TOLERANCES, type LeftOut } from '../scim/tolerance.ts'
import type { Verb } from './resource-request.ts'

/** How long a finding is shown after it last changed. */
const shown = 30 * 24 * 60 * 60 * 1_000

/** So many are named, each by so many characters. */
const named = 20
const longest = 200

/** What is seen at the resource itself, as long as it is so, by a finding of its own. */
const hasOwnFinding = ({ why }: LeftOut): boolean => !Object.hasOwn(TOLERANCES, why)

const reasons: Readonly<Record<string, string>> = {
  'user-name-kept': 'it can not be changed in this organization',
  'read-only-ignored': 'it is read-only',
  'unknown-schema': 'there is no such schema here',
}

/**
 * Says at the resource what of a request that succeeds was not done. A whole representation (POST, PUT) says all there is;
 * what a PATCH leaves out comes to what was left out before.
 */
export async function noticeLeftOut(scope: ChangeScope, verb: Verb, subject: FindingSubject): Promise<void> {
  const entries = scope.context.tolerances.leftOut.filter((entry) => !hasOwnFinding(entry)).map(shorten)
  if (entries.length === 0 && verb !== 'replace') return
  const before = verb === 'patch' ? toEntries((await findFinding(scope, subject, code))?.['leftOut']) : []
  const all = [...new Map([...before, ...entries].map((entry) => [entry.path, entry])).values()]
  if (all.length === 0) return clearFinding(scope, subject, code)
  const kept = all.slice(0, named)
  if (!(await raiseFinding(scope, subject, { code, message: toMessage(kept), leftOut: kept }))) return
  const dueAt = new Date(Date.parse(scope.tx.now) + shown).toISOString()
  await scope.tx.jobs.schedule([{ kind: 'forget-left-out', subject: `${subject.type} ${subject.id}`, dueAt }])
}

/** Ends a finding about what was left out long ago: what still is will be said again. */
export const forgetLeftOut: JobHandler = {
  kind: 'forget-left-out',
  every: null,
  run: (context, job) =>
    changeByJob(context, job, async (scope) => {
      const [type, id = ''] = job.subject.split(' ')
      await clearFinding(scope, { type: type as ResourceTypeName, id }, code)
    }),
}

/** Without a filter, which may quote values. */
function shorten({ path, why }: LeftOut): { readonly path: string; readonly why: string } {
  return { path: path.split('[', 1)[0]?.slice(0, longest) ?? '', why }
}

function toEntries(stored: Json | undefined): ReturnType<typeof shorten>[] {
  return Array.isArray(stored) ? (stored as ReturnType<typeof shorten>[]) : []
}

function toMessage(entries: readonly LeftOut[]): string {
  const list = entries.map(({ path, why }) => `${path} (${reasons[why] ?? 'there is no such attribute here'})`)
  return `Not all that the provider sends can be done: ${list.join(', ')}. Take it out of the attribute mapping there, or declare it here`
}
