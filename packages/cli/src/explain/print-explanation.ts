import type { ConditionTrace } from '@rolecall/core/directory/condition-trace'
import type {
  EffectExplanation,
  Explanation,
  GrantExplanation,
  RuleExplanation,
} from '@rolecall/core/directory/explanation'

import { colorsFor, type Colors } from '../output/colors.ts'
import { print } from '../output/print.ts'

/** An explanation for people: the answer first, then each way to it, condition by condition. */
export async function printExplanation(explanation: Explanation): Promise<void> {
  await print(explanationLines(explanation, colorsFor(process.stdout)).join('\n'))
}

/** The lines of an explanation. */
export function explanationLines(explanation: Explanation, colors: Colors): readonly string[] {
  const { effects, grants, notes, whyNot } = explanation
  return [
    headline(explanation, colors),
    ...notes.map((note) => `  ${note}`),
    ...grants.flatMap((grant) => ['', ...grantLines(grant, colors)]),
    ...effects.flatMap((effect) => ['', ...effectLines(effect, colors)]),
    ...(whyNot.length === 0 ? [] : ['', colors.bold('Rules that would give it')]),
    ...whyNot.flatMap((rule) => ruleLines(rule, colors)),
  ]
}

function headline(
  { at, effect, effective, grants, member, role, scope }: Explanation,
  { bold, green, red }: Colors,
): string {
  const what = [
    effect ?? role ?? (grants.length === 0 && scope === null ? 'a role by a grant' : 'a role'),
    scope === null ? '' : `of ${scope}`,
  ]
  const time = at === null ? 'has' : `had at ${at}`
  const answer = effective ? green(time) : red(at === null ? 'does not have' : `did not have at ${at}`)
  return `${bold(member.emailAddress)} (${member.status}) ${answer} ${what.filter(Boolean).join(' ')}`
}

function grantLines(grant: GrantExplanation, colors: Colors): readonly string[] {
  const { bold, green, yellow } = colors
  const { effective, reason, role, scope, shown, source, state } = grant
  const mark = effective ? green('✓') : yellow('–')
  return [
    `${mark} ${bold(role)} of ${scope}, ${bySource(source)}, ${state}${shown ? ', shown' : ''}`,
    `  ${reason}`,
    ...ruleOf(grant),
    ...filledOf(grant),
    ...groupOf(grant),
    ...causeOf(grant),
    ...(grant.condition === null ? [] : conditionLines(grant.condition, colors, 1)),
  ]
}

function bySource(source: GrantExplanation['source']): string {
  if (source === 'mapping') return 'by the mapping'
  return source === 'provider' ? 'assigned by the provider' : `${source} grant`
}

function effectLines(given: EffectExplanation, colors: Colors): readonly string[] {
  const { condition, effect, effective, expiresAt, reason, value } = given
  const mark = effective ? colors.green('✓') : colors.yellow('–')
  const end = expiresAt === null ? '' : `, until ${expiresAt}`
  return [
    `${mark} ${colors.bold(effect)} ${JSON.stringify(value)}, beside roles${end}`,
    `  ${reason}`,
    ...(given.line === null ? [`  by ${given.rule}`] : ruleOf(given)),
    ...causeOf(given),
    ...(condition === null ? [] : conditionLines(condition, colors, 1)),
  ]
}

function ruleOf({ line, mapping, rule }: Pick<GrantExplanation, 'line' | 'mapping' | 'rule'>): readonly string[] {
  if (rule === null) return []
  const place = line === null ? 'no longer in the mapping' : `line ${line}`
  const version =
    mapping === null
      ? ''
      : `, first given by version ${mapping.version} of ${mapping.author ?? 'the command line'}, ${mapping.created}`
  return [`  rule ${rule} (${place})${version}`]
}

function filledOf({ filled }: GrantExplanation): readonly string[] {
  return filled.map(({ template, text, values }) => {
    const by = values.map(({ value, variable }) => `${variable} is "${value}"`).join(', ')
    return `  ${template} is "${text}": ${by}`
  })
}

function groupOf({ groupId, groupNow, groupThen }: GrantExplanation): readonly string[] {
  if (groupId === null) return []
  if (groupNow === null) return [`  group "${groupThen ?? groupId}", which is gone`]
  return [`  group "${groupNow}"${groupThen === null || groupThen === groupNow ? '' : `, called "${groupThen}" then`}`]
}

function causeOf({ cause }: Pick<GrantExplanation, 'cause'>): readonly string[] {
  if (cause === null) return []
  const by = cause.keyName === null ? '' : ` by "${cause.keyName}"`
  const request = cause.requestId === null ? '' : `, request ${cause.requestId}`
  return [`  came ${cause.time}${by}${request}`]
}

function ruleLines({ condition, line, nearest, reasons, rule }: RuleExplanation, colors: Colors): readonly string[] {
  return [
    `${colors.red('✗')} ${rule} (line ${line})${nearest ? ', the nearest' : ''}`,
    ...reasons.map((reason) => `  ${reason}`),
    ...conditionLines(condition, colors, 1),
  ]
}

/** The condition as it was decided, with the fact beside each comparison. */
export function conditionLines(trace: ConditionTrace, colors: Colors, depth: number): readonly string[] {
  const mark = trace.result ? colors.green('✓') : colors.red('✗')
  const indent = '  '.repeat(depth)
  switch (trace.kind) {
    case 'all':
    case 'any': {
      const [only, ...others] = trace.parts
      if (only !== undefined && others.length === 0) return conditionLines(only, colors, depth)
      const word = trace.kind === 'all' ? 'all of' : 'any of'
      return [`${indent}${mark} ${word}`, ...trace.parts.flatMap((part) => conditionLines(part, colors, depth + 1))]
    }
    case 'not':
      return [`${indent}${mark} not`, ...conditionLines(trace.part, colors, depth + 1)]
    case 'group':
      return [`${indent}${mark} ${trace.text}`]
    case 'comparison':
      return [`${indent}${mark} ${trace.text}  ${colors.dim(JSON.stringify(trace.fact))}`]
  }
}
