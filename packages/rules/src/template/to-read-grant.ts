import { give } from '@rolecall/core/plugin/effect-values'
import type { FilledTemplate, ReadGrant, RuleAssignment, RuleGrant } from '@rolecall/core/plugin/rule'
import type { TextTemplate } from '@rolecall/core/plugin/text-template'
import { createValueFinder, type Values } from './find-values.ts'
import type { TemplateScope } from './template-scope.ts'

/** A grant that is asked once for each way to fill its templates; an empty value gives nothing, and a finding says so. */
export function toReadGrant(grant: RuleGrant, scope: TemplateScope | null): ReadGrant {
  const { key, references = [] } = grant
  const templates = (grant.templates ?? []).filter(({ variables }) => variables.length > 0)
  const common = { key, references, templates }
  if (scope === null || templates.length === 0) {
    const assign: ReadGrant['assign'] = (match, options) => {
      const given = grant.assign(match, { ...options, values: new Map() })
      return given === undefined ? [] : [given]
    }
    return { ...common, assign }
  }
  const find = createValueFinder([...new Set(templates.flatMap(({ variables }) => variables))], scope)
  return {
    ...common,
    assign(match, options) {
      const { empty, ways } = find(match)
      const given = ways.map((values) => {
        const filled = templates.map((template) => toFilled(template, values))
        const assignment = grant.assign(match, { ...options, values })
        return assignment === undefined ? tellOfUnknown(filled) : { ...assignment, filled }
      })
      return [...given, ...empty.map((variable) => tellOfEmpty(variable, templates))]
    },
  }
}

function toFilled(template: TextTemplate, values: Values): FilledTemplate {
  return {
    template: template.text,
    text: template.fill(values),
    values: template.variables.map((variable) => ({ variable, value: values.get(variable) ?? '' })),
  }
}

function tellOfEmpty(variable: string, templates: readonly TextTemplate[]): RuleAssignment {
  const { text = '' } = templates.find(({ variables }) => variables.includes(variable)) ?? {}
  const message = `'${text}' gives nothing: '${variable}' is empty.`
  return give('finding', { code: 'empty-value', message, template: text, variable })
}

function tellOfUnknown(filled: readonly FilledTemplate[]): RuleAssignment {
  const [{ template, text } = { template: '', text: '' }] = filled.slice(-1)
  const message = `'${template}' gives nothing: it comes to '${text}', which there is not.`
  return give('finding', { code: 'unknown-value', message, template, text })
}
