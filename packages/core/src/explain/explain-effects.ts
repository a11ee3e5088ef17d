import type { RuleTrace } from '../decider.ts'
import type { EffectExplanation } from '../directory/explanation.ts'
import { effectState, type EffectState } from '../directory/effect-state.ts'
import { originOf } from '../directory/kept-effect.ts'
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
  readonly state: EffectState
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
}

/** What stands for a member beside roles, as effects; what core itself acts on is told elsewhere. */
export function toGivenEffects(assignments: readonly Assignment[], now: string): readonly GivenEffect[] {
  return assignments
    .filter(({ effect }) => !isKnownEffect(effect))
    .map((one) => ({
      effect: one.effect,
      value: one.value,
      rule: originOf(one),
      expiresAt: one.expiresAt ?? null,
      state: effectState(one, now),
    }))
}

/** The way from the request to what a plugin gives. */
export async function explainEffects(
  reader: StoreReader,
  given: readonly GivenEffect[],
  { active = true, asked, events, traces }: EffectWay,
): Promise<readonly EffectExplanation[]> {
  if (asked.scope !== null || asked.role !== null) return []
  const explained: EffectExplanation[] = []
  for (const one of given.filter(({ effect }) => asked.effect === null || asked.effect === effect)) {
    const trace = traceOf(one.rule, traces) ?? traceOf(withoutNumber(one.rule), traces)
    const event = events.findLast((candidate) => isAbout(candidate, one))
    const version = event?.data['mappingVersion']
    explained.push({
      ...one,
      effective: isInForce(one.state),
      line: trace === undefined || trace.rule.line === 0 ? null : trace.rule.line,
      reason: one.state === 'active' ? reasonOf(trace, active) : sentences[one.state],
      condition: trace?.condition ?? null,
      cause: event === undefined ? null : await toCause(reader, event),
      mapping: typeof version === 'number' ? await describeMapping(reader, version) : null,
    })
  }
  return explained
}

function traceOf(ruleId: string, traces: readonly RuleTrace[]): RuleTrace | undefined {
  return traces.find(({ rule }) => toRuleId(rule.section, rule.id) === ruleId)
}

const sentences: Record<Exclude<EffectState, 'active'>, string> = {
  expired: 'Its time is over.',
  retained:
    'No rule gives it any more; it stays for the limits of the mapping, until an owner decides, or because one did.',
  withheld: 'It is given, and held back until an owner decides.',
}

function isInForce(state: EffectState): boolean {
  return state === 'active' || state === 'retained'
}

/** Whether the event has put it as it is: given, or withheld, or put in force. */
function isAbout({ data, type }: StoredEvent, { effect, rule }: GivenEffect): boolean {
  if (data['effect'] !== effect || data['rule'] !== rule) return false
  if (type === 'EffectHeld') return data['state'] === 'withheld'
  return type === 'EffectGranted' || (type === 'EffectReleased' && data['state'] === 'active')
}

function reasonOf(trace: RuleTrace | undefined, active: boolean): string {
  if (trace?.failure !== undefined) return `The rule could not be decided: ${trace.failure}; what it has given stays.`
  return active ? 'It is given.' : 'It is given, and the member is inactive.'
}
