import type { Random } from '../history/random.ts'
import type { SemanticCase, Step } from './semantic-case.ts'

/** Other orders of the same facts come from here; another seed tries others. */
export const shuffleSeed = Number(process.env['ROLECALL_TEST_SEED'] ?? 20_261)

/** The cases that end the same whatever comes first. */
export function whatMayBeShuffled<Case extends Pick<SemanticCase, 'inOrder' | 'steps'>>(
  cases: readonly Case[],
): readonly Case[] {
  return cases.filter(({ inOrder, steps }) => inOrder === null && steps.length > 2)
}

/**
 * The same facts in another order. What happens to one person, one group, one team or the mapping stays in
 * its order, and a look at the clock or a decision of an owner stays where it is; of the expectations only
 * those of the end hold for every order.
 */
export function shuffleSteps(steps: readonly Step[], random: Random): readonly Step[] {
  const end = steps.findLastIndex((step) => !isExpectation(step)) + 1
  const waiting = steps
    .slice(0, end)
    .filter((step) => !isExpectation(step))
    .map(withoutWarnings)
  const ordered: Step[] = []
  while (waiting.length > 0) {
    const ready = waiting.filter((step, index) => !waiting.slice(0, index).some((before) => dependsOn(step, before)))
    const next = random.pick(ready)
    waiting.splice(waiting.indexOf(next), 1)
    ordered.push(next)
  }
  return [...ordered, ...steps.slice(end)]
}

/** What does not exist yet depends on the order. */
function withoutWarnings(step: Step): Step {
  return step.kind === 'mapping' ? { ...step, warns: undefined } : step
}

function isExpectation({ kind }: Step): boolean {
  return kind === 'expect' || kind === 'effects' || kind === 'teams' || kind === 'holds' || kind === 'events'
}

function dependsOn(step: Step, before: Step): boolean {
  const things = thingsOf(step)
  const others = thingsOf(before)
  return things === 'everything' || others === 'everything' || things.some((thing) => others.includes(thing))
}

/** What a step is about. Groups of one name are one thing, since their order decides which of them is bound. */
function thingsOf(step: Step): readonly string[] | 'everything' {
  switch (step.kind) {
    case 'user':
      return [`user ${step.user}`]
    case 'change':
      return [`user ${step.change}`]
    case 'deactivate':
      return [`user ${step.deactivate}`]
    case 'activate':
      return [`user ${step.activate}`]
    case 'delete':
      return [`user ${step.delete}`]
    case 'group':
      return [`group ${step.as ?? step.group}`, `group ${step.group}`]
    case 'join':
      return [`group ${step.join}`]
    case 'leave':
      return [`group ${step.leave}`]
    case 'empty':
      return [`group ${step.empty}`]
    case 'rename':
      return [`group ${step.rename}`, `group ${step.to}`, 'mapping']
    case 'changeGroup':
      return [`group ${step.changeGroup}`]
    case 'deleteGroup':
      return [`group ${step.deleteGroup}`]
    case 'team':
      return [`team ${step.team}`]
    case 'deleteTeam':
      return [`team ${step.deleteTeam}`]
    case 'manual':
      return [`user ${step.manual}`]
    case 'teamMember':
      return [`user ${step.teamMember}`, `team ${step.team}`]
    case 'mapping':
      return ['mapping', ...[...step.mapping.matchAll(/\{\{(.+?)\}\}/g)].map(([, name]) => `group ${name}`)]
    default:
      return 'everything'
  }
}
