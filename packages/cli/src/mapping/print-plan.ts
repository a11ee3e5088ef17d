import type { GrantLineKind, PlannedGroups } from '@rolecall/core/directory/plan'
import type { PlanEffectView, PlanFailureView, PlanLineView, PlanView } from '@rolecall/core/directory/plan-view'

import { colorsFor, type Colors } from '../output/colors.ts'
import { print } from '../output/print.ts'
import { printTests } from './print-tests.ts'
import { printDiagnostics } from './print-diagnostics.ts'

const kinds: readonly {
  readonly kind: GrantLineKind
  readonly sign: string
  readonly paint: (colors: Colors) => (text: string) => string
}[] = [
  { kind: 'removes', sign: '-', paint: ({ red }) => red },
  { kind: 'held', sign: '!', paint: ({ magenta }) => magenta },
  { kind: 'changes', sign: '~', paint: ({ yellow }) => yellow },
  { kind: 'adds', sign: '+', paint: ({ green }) => green },
]

/** People of one reason that are named; the others are counted. */
const namesShown = 10

/** A plan for people: roles that come and go, with those who get and lose them, by reason. */
export async function printPlan(plan: PlanView, name: string): Promise<void> {
  const colors = colorsFor(process.stdout)
  for (const { kind, paint, sign } of kinds) {
    for (const text of toBlocks(plan[kind], sign, paint(colors), colors)) await print(text)
    const left = plan.summary[kind] - plan[kind].length
    if (left > 0) await print(colors.dim(`${sign} and ${left} more of these; --all shows them`))
  }
  for (const text of toEffectBlocks(plan.effects, colors)) await print(text)
  const left = plan.summary.effects - plan.effects.length
  if (left > 0) await print(colors.dim(`and ${left} more beside roles; --all shows them`))
  for (const text of toFailureBlocks(plan.failed, colors)) await print(text)
  await printDiagnostics(name, plan.warnings)
  if (plan.groups !== null) await printGroups(plan.groups, name, colors)
  await printTests(plan.tests, name)
  for (const { code, message } of plan.errors) await print(`${colors.red(code)} ${message}`)
  await print(toSummary(plan, colors))
}

/** Whether applying the plan would change anything for anybody. */
export function hasChanges({ summary: { adds, changes, effects, held, removes } }: PlanView): boolean {
  return adds + changes + effects + held + removes > 0
}

const signs: Readonly<Record<PlanEffectView['change'], (text: string, colors: Colors) => string>> = {
  removes: (text, { red }) => red(`- ${text}`),
  changes: (text, { yellow }) => yellow(`~ ${text}`),
  adds: (text, { green }) => green(`+ ${text}`),
  held: (text, { magenta }) => magenta(`! ${text}`),
}

/** What comes, goes or changes beside roles, each with the people for whom it does. */
function toEffectBlocks(lines: readonly PlanEffectView[], colors: Colors): readonly string[] {
  const blocks = new Map<string, PlanEffectView[]>()
  for (const line of lines) {
    const key = JSON.stringify([line.change, line.effect, line.value, line.reason])
    blocks.set(key, [...(blocks.get(key) ?? []), line])
  }
  return [...blocks.values()].map((block) => {
    const [{ change, effect, reason, value }] = block as [PlanEffectView]
    const title = signs[change](`${colors.bold(effect)} ${JSON.stringify(value)}`, colors)
    return [`${title}: ${reason}`, ...toNames(block, colors)].join('\n')
  })
}

/** Groups that no entry names, and entries that name no group. */
async function printGroups({ entriesWithoutGroup, unnamedGroups }: PlannedGroups, name: string, colors: Colors) {
  const entries = entriesWithoutGroup.first.map(({ line, text }) => `${name}:${line} ${text}`)
  for (const [title, items, total] of [
    ['Entries that name no group', entries, entriesWithoutGroup.total],
    ['Groups that no entry names', unnamedGroups.first.map(({ displayName }) => displayName), unnamedGroups.total],
  ] as const) {
    if (total === 0) continue
    const left = total - Math.min(items.length, namesShown)
    const shown = [...items.slice(0, namesShown), ...(left > 0 ? [`and ${left} more`] : [])]
    await print(`${title}: ${colors.dim(shown.join(', '))}`)
  }
}

/** Rules that failed, each with the people for whom nothing of it is decided. */
function toFailureBlocks(failures: readonly PlanFailureView[], colors: Colors): readonly string[] {
  const blocks = new Map<string, PlanFailureView[]>()
  for (const failure of failures) {
    const key = JSON.stringify([failure.rule, failure.reason])
    blocks.set(key, [...(blocks.get(key) ?? []), failure])
  }
  return [...blocks.values()].map((block) => {
    const [{ line, reason, rule }] = block as [PlanFailureView]
    const place = line === 0 ? '' : ` (line ${line})`
    const title = `${colors.yellow(`? ${colors.bold(rule)}`)}${place} could not be decided: ${reason}; what it has given stays`
    return [title, ...toNames(block, colors)].join('\n')
  })
}

/** The first people of a block, and how many more there are. */
function toNames(block: readonly { readonly emailAddress: string }[], { dim }: Colors): readonly string[] {
  const names = block.slice(0, namesShown).map(({ emailAddress }) => `    ${emailAddress}`)
  return block.length > namesShown ? [...names, dim(`    and ${block.length - namesShown} more people`)] : names
}

function toBlocks(
  lines: readonly PlanLineView[],
  sign: string,
  paint: (text: string) => string,
  colors: Colors,
): readonly string[] {
  const blocks = new Map<string, PlanLineView[]>()
  for (const line of lines) {
    const key = JSON.stringify([line.scope, line.role, line.reason, line.state])
    blocks.set(key, [...(blocks.get(key) ?? []), line])
  }
  return [...blocks.values()].map((block) => {
    const [first] = block as [PlanLineView]
    const state = first.state === 'active' ? '' : colors.dim(` (${first.state})`)
    const title = `${paint(`${sign} ${colors.bold(first.role)} of ${first.scope}`)}${state}: ${first.reason}`
    return [title, ...toNames(block, colors)].join('\n')
  })
}

function toSummary({ baseVersion, rollbackTo, summary, textDiffers }: PlanView, { bold }: Colors): string {
  const { adds, changes, effects, held, people, removes } = summary
  const what = rollbackTo === null ? `Against version ${baseVersion}` : `Back to version ${rollbackTo}`
  if (people === 0) {
    return `${what}: ${bold('nothing changes for anybody')}${textDiffers ? ', but the text is another' : ''}`
  }
  const heldPart = held === 0 ? '' : `, ${held} revocations wait for an owner`
  const besidePart = effects === 0 ? '' : `, ${effects} ${effects === 1 ? 'change' : 'changes'} beside roles`
  return `${what}: ${bold(`${people} ${people === 1 ? 'person' : 'people'}`)}, ${adds} roles come, ${removes} go, ${changes} change their reason${heldPart}${besidePart}`
}
