import type { EffectDefinition } from '@rolecall/core/plugin/mapping-kind'
import type { ReadGrant } from '@rolecall/core/plugin/rule'
import type { Fields, MappingNode } from '@rolecall/core/plugin/mapping-node'
import { fold } from '@rolecall/core/scim/fold'
import { isJsonObject } from '@rolecall/core/scim/resource/resource-data'
import { toReadGrant } from '../template/to-read-grant.ts'
import type { TemplateScope } from '../template/template-scope.ts'
import { reportFailure } from '../text/report-failure.ts'
import type { Report } from '../text/report.ts'

/** Reads one thing that a rule gives, by the effect that its `type` names. */
export function readGrant(
  item: MappingNode,
  effects: readonly EffectDefinition[],
  scope: TemplateScope | null,
  report: Report,
): ReadGrant | undefined {
  const written = isJsonObject(item.value) ? fold(String(item.value['type'])) : ''
  const known = effects.find(({ type }) => fold(type) === written)
  const fields = item.readFields(known === undefined ? anyFields(effects) : fieldsOf(known))
  fields?.get('type')?.readChoice(effects.map(({ type }) => type))
  if (fields === undefined || known === undefined) return undefined
  try {
    const grant = known.read(fields, item)
    return grant && toReadGrant({ ...grant, key: `${known.type}/${grant.key}` }, scope)
  } catch (error) {
    reportFailure(report, item, error)
    return undefined
  }
}

function fieldsOf({ optional = [], required }: EffectDefinition): Fields {
  return { required: ['type', ...required], optional }
}

/** What may stand in a grant whose type is not known. */
function anyFields(effects: readonly EffectDefinition[]): Fields {
  return { required: ['type'], optional: effects.flatMap(({ optional = [], required }) => [...required, ...optional]) }
}
