import { give } from '@rolecall/core/plugin/effect-values'
import type { MappingKind } from '@rolecall/core/plugin/mapping-kind'
import type { RuleDefinition } from '@rolecall/core/plugin/rule'
import type { MappingNode } from '@rolecall/core/plugin/mapping-node'
import { equalIgnoringCase } from './equal-ignoring-case.ts'

/**
 * `emailValidation: { equal: [userName, 'emails[type eq "work"].value'] }`. Both values come from one
 * caller, so equality is necessary and never sufficient across tenants: it counts in this organization.
 */
export function toEmailValidation(equal: readonly [string, string]): MappingKind {
  return {
    section: 'emailValidation',
    summary: 'Which two attributes of a user must be equal for the e-mail address to count as validated.',
    facts: ['user'],
    effects: ['email.validated'],
    diagnostics: { EMAIL_VALIDATION_PATHS: 'Not two attribute paths are compared.' },
    schema: {
      type: 'object',
      required: ['equal'],
      additionalProperties: false,
      properties: {
        equal: {
          type: 'array',
          minItems: 2,
          maxItems: 2,
          items: { type: 'string' },
          description: 'The paths of the two attributes.',
          examples: [['userName', 'emails[type eq "work"].value']],
        },
      },
    },
    defaultValue: { equal },
    compile: compileSection,
  }
}

function compileSection(section: MappingNode): readonly RuleDefinition[] {
  const equal = section.readFields({ required: ['equal'] })?.get('equal')
  if (equal === undefined) return []
  const items = equal.readList()
  const paths = items.map((item) => item.readPath())
  if (items.length !== 2)
    equal.report('error', 'EMAIL_VALIDATION_PATHS', `Expected two attribute paths, found ${items.length}.`)
  const [left, right] = paths
  if (items.length !== 2 || left === undefined || right === undefined) return []
  return [toRule(section, left, right)]
}

function toRule({ line, column }: MappingNode, left: string, right: string): RuleDefinition {
  return {
    id: `emailValidation:${left} = ${right}`,
    line,
    column,
    when: { path: left, operator: equalIgnoringCase.name, value: { path: right } },
    assign: () => [give('email.validated', { validated: true })],
  }
}
