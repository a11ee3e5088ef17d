import type { RuleTrace } from '../decider.ts'
import type { EffectExplanation } from '../directory/explanation.ts'
import { isOver } from '../directory/grant.ts'
import { keptAs, originOf } from '../directory/kept-effect.ts'
import { toRuleId } from '../directory/rule-id.ts'
import type { Assignment } from '../plugin/assignment.ts'
import { isKnownEffect } from '../plugin/effect-values.ts'
import type { StoredEvent } from '../plugin/event.ts'
import { withoutNumber } from '../roles/wanted-statements.ts'
import type { StoreReader } from '../store.ts'
import type { AskedRole } from './asked-role.ts'
import { describeMapping, toCause } from './explain-grant.ts'

/** Something that a plugin's rule or hook gives, without its holder. */
export interface GivenEffect {
  readonly effect: string
  readonly value: Assignment['value']
  /** The rule of the organization. */
  readonly rule: string
  readonly expiresAt: string | null
  /** Whether no rule gives it now: the brake, or an owner, keeps it. */
  readonly kept?: boolean
}

/** What an explanation of effects is made from. */
export interface EffectWay {
  readonly asked: AskedRole
  /** Traces of the rules for this member; none for a past instant. */
  readonly traces: readonly RuleTrace[]
  /** The events of the member, oldest first. */
  readonly events: readonly StoredEvent[]
  /** Whether the member is active: what is given to somebody who is not is of no use to them. */
  readonly active?: boolean
  /** Now, or the past instant. */
  readonly now: string
}

/** What stands for a member beside roles, as effects; what core itself acts on is told elsewhere. */
export function toGivenEffects(assignments: readonly Assignment[]): readonly GivenEffect[] {
  return assignments
    .filter(({ effect }) => !isKnownEffect(effect))
    .map((one) => ({
      effect: one.effect,
      value: one.value,
      rule: originOf(one),
      expiresAt: one.expiresAt ?? null,
      kept: keptAs(one) !== undefined,
    }))
}

/** The way from the request to what a plugin gives. */
export async function explainEffects(
  reader: StoreReader,
  given: readonly GivenEffect[],
  { active = true, asked, events, now, traces }: EffectWay,
): Promise<readonly EffectExplanation[]> {
  if (asked.scope !== null || asked.role !== null) return []
  const explained: EffectExplanation[] = []
  for (const one of given.filter(({ effect }) => asked.effect === null || asked.effect === effect)) {
    const trace = traces.find(({ rule }) => toRuleId(rule.section, rule.id) === withoutNumber(one.rule))
    const event = events.findLast(
      ({ data, type }) => type === 'EffectGranted' && data['effect'] === one.effect && data['rule'] === one.rule,
    )
    const version = event?.data['mappingVersion']
    const { kept = false, ...shown } = one
    explained.push({
      ...shown,
      line: trace === undefined || trace.rule.line === 0 ? null : trace.rule.line,
      reason: isOver(one, now) ? 'Its time is over.' : kept ? keptReason : reasonOf(trace, active),
      condition: trace?.condition ?? null,
      cause: event === undefined ? null : await toCause(reader, event),
      mapping: typeof version === 'number' ? await describeMapping(reader, version) : null,
    })
  }
  return explained
}

const keptReason =
  'No rule gives it any more; it stays for the limits of the mapping, until an owner decides, or because one did.'

function reasonOf(trace: RuleTrace | undefined, active: boolean): string {
  if (trace?.failure !== undefined) return `The rule could not be decided: ${trace.failure}; what it has given stays.`
  return active ? 'It is given.' : 'It is given, and the member is inactive.'
}
