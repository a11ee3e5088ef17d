import type { RuleTrace } from '../decider.ts'
import type { ExplainedCause, ExplainedMapping, GrantExplanation } from '../directory/explanation.ts'
import type { GrantState } from '../directory/grant.ts'
import type { GrantView } from '../directory/member-view.ts'
import type { StoredEvent } from '../plugin/event.ts'
import type { StoreReader } from '../store.ts'
import type { MappingVersion } from '../store/mappings.ts'
import { isWanted, toAskedRole } from './asked-role.ts'
import { listEventsOf } from './grants-as-of.ts'
import { toRuleId } from '../directory/rule-id.ts'

/** What is known about a grant before its way is looked up. */
export interface GrantToExplain {
  readonly userId: string
  readonly view: GrantView
  readonly shown: boolean
  /** Traces of the rules for this member; none for a past instant. */
  readonly traces: readonly RuleTrace[]
  /** The event that gave it, where it is recorded. */
  readonly given: StoredEvent | undefined
}

/** The way from the request to the role. */
export async function explainGrant(reader: StoreReader, grant: GrantToExplain): Promise<GrantExplanation> {
  const { shown, traces, view } = grant
  const trace = traceOf(view, traces)
  const group = view.groupId === null ? noGroup : await nameGroup(reader, view.groupId, view.since)
  return {
    ...view,
    shown,
    reason: sentences[view.state],
    line: trace === undefined || trace.rule.line === 0 ? null : trace.rule.line,
    condition: trace?.condition ?? null,
    filled: filledFor(view, trace),
    cause: await findCause(reader, grant),
    mapping: view.mappingVersion === null ? null : await describeMapping(reader, view.mappingVersion),
    ...group,
  }
}

const sentences: Record<GrantState, string> = {
  active: 'It is in force.',
  withheld: 'It is given, and held back until an owner decides.',
  waiting: 'It waits: its team, or its role in the catalogue of team roles, does not exist yet.',
  suspended: 'It is suspended while the member is inactive.',
  suppressed: 'It was given by hand in a team where the mapping alone decides.',
  retained: 'It stays in force though the facts no longer give it, until another Owner or a decision releases it.',
  expired: 'Its time is over.',
}

const noGroup = { groupNow: null, groupThen: null }

/** What has filled the templates of the rule for this grant, which may give several. */
function filledFor({ role, scope }: GrantView, trace: RuleTrace | undefined) {
  const asked = toAskedRole(scope, role)
  return trace?.gives.find((given) => given.filled !== undefined && isWanted(given, asked))?.filled ?? []
}

/** The trace of the rule for this very group, or else of the rule. */
function traceOf({ groupId, rule }: GrantView, traces: readonly RuleTrace[]): RuleTrace | undefined {
  const ofRule = traces.filter((trace) => toRuleId(trace.rule.section, trace.rule.id) === rule)
  return ofRule.find((trace) => trace.groupId === groupId) ?? ofRule[0]
}

/** A group's name now, and when the grant was given: the first rename since then, whenever it was, says what it was before. */
async function nameGroup(reader: StoreReader, groupId: string, since: string) {
  const group = await reader.groups.find(groupId)
  const events = await listEventsOf(reader, `groups/${groupId}`, null)
  const rename = events.find(({ time, type }) => type === 'GroupRenamed' && time > since)
  const deletion = events.findLast(({ type }) => type === 'GroupDeleted')
  const then = rename?.data['from'] ?? group?.displayName ?? deletion?.data['displayName']
  return { groupNow: group?.displayName ?? null, groupThen: typeof then === 'string' ? then : null }
}

/** The request that put the member into the group; for a grant without a group, the one that gave it. */
async function findCause(reader: StoreReader, { given, userId, view }: GrantToExplain): Promise<ExplainedCause | null> {
  const joined = view.groupId === null ? undefined : await findJoining(reader, view.groupId, userId)
  const event = joined ?? given
  return event === undefined ? null : toCause(reader, event)
}

/** Who or what wrote an event. */
export async function toCause(reader: StoreReader, { cause, time }: StoredEvent): Promise<ExplainedCause> {
  const { kind, keyId, requestId } = cause
  return { kind, time, requestId, keyId, keyName: await nameKey(reader, keyId) }
}

async function findJoining(reader: StoreReader, groupId: string, userId: string): Promise<StoredEvent | undefined> {
  const addition = await reader.members.findAddition(groupId, userId)
  if (addition === undefined) return undefined
  const events = await reader.events.listOfRevision(addition.revision, `groups/${groupId}`)
  return events.find(({ data, type }) => type === 'GroupMemberAdded' && data['value'] === addition.value)
}

/** A version of the mapping, and who wrote it. */
export async function describeMapping(reader: StoreReader, version: number): Promise<ExplainedMapping | null> {
  const found: MappingVersion | undefined = await reader.mappings.find(version)
  if (found === undefined) return null
  const { authorKeyId, created } = found
  return { version, created, authorKeyId, author: await nameKey(reader, authorKeyId) }
}

async function nameKey(reader: StoreReader, keyId: string | null): Promise<string | null> {
  return keyId === null ? null : ((await reader.keys.find(keyId))?.displayName ?? null)
}
