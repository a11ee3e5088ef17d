import type { Explanation } from '../directory/explanation.ts'
import { BadRequest } from '../scim/errors.ts'
import { toInstant } from '../scim/resource/to-instant.ts'
import { explainNow } from './explain-now.ts'
import { explainPast } from './explain-past.ts'
import { toAskedRole, type AskedRole } from './asked-role.ts'
import { getMember, type MemberName } from '../organization/find-member.ts'
import { getMemberAsOf, type PastMember } from './find-member-as-of.ts'
import type { OperationContext } from '../change/operation-context.ts'
import type { StoreReader } from '../store.ts'

/** What is asked about a member. */
export interface ExplainQuery {
  readonly member: MemberName
  /** `organization`, or `team:` and a team's id; `null` for every scope. */
  readonly scope: string | null
  /** A role's name, whatever its case; `null` for any. */
  readonly role: string | null
  /** What is asked for beside roles, as a plugin calls it; `null` or absent for roles. */
  readonly effect?: string | null
  /** An instant that is over (RFC 3339); `null` for now. */
  readonly at: string | null
  /** What if the member were in these groups, by id or by name, … */
  readonly addGroups: readonly string[]
  /** … and not in these. */
  readonly removeGroups: readonly string[]
}

/**
 * Why a member has a role, or not: now, as of a past instant, or if they were in other groups. By the same
 * code that decides, and for the past by what was recorded. Throws NotFound, BadRequest.
 */
export async function explainMember(context: OperationContext, query: ExplainQuery): Promise<Explanation> {
  const reader = context.store.read(context.organizationId)
  const now = context.now()
  const asked = toAskedRole(query.scope, query.role, query.effect ?? null)
  const at = query.at === null ? null : toPast(query.at, now)
  const supposes = query.addGroups.length + query.removeGroups.length > 0
  if (at !== null && supposes)
    throw new BadRequest('at tells of the past, which no group can be added to or removed from')
  const { found, user } =
    at === null
      ? await askNow(context, reader, asked, query)
      : await askPast(reader, asked, { member: query.member, at })
  return {
    member: toExplainedMember(user, found.active),
    scope: asked.text.scope,
    role: query.role,
    effect: asked.effect,
    at,
    ...found.roles,
  }
}

async function askNow(context: OperationContext, reader: StoreReader, asked: AskedRole, query: ExplainQuery) {
  const user = await getMember(reader, query.member)
  return { user, found: await explainNow(context, reader, user, asked, query) }
}

async function askPast(
  reader: StoreReader,
  asked: AskedRole,
  { at, member }: { readonly at: string; readonly member: MemberName },
) {
  const user = await getMemberAsOf(reader, member, at)
  return { user, found: await explainPast(reader, user, asked, at) }
}

function toPast(text: string, now: string): string {
  const instant = toInstant(text)
  if (instant === undefined) throw new BadRequest(`at must be an instant such as 2026-01-31T12:00:00Z, not "${text}"`)
  if (instant > now) throw new BadRequest('at must not be to come: leave it out for now')
  return instant
}

function toExplainedMember(user: PastMember, active: boolean): Explanation['member'] {
  const displayName = user.data['displayName']
  return {
    userId: user.id,
    emailAddress: user.userName,
    displayName: typeof displayName === 'string' ? displayName : null,
    status: active ? 'active' : 'inactive',
  }
}
