import type { HookUser } from '@rolecall/core/plugin/contexts'
import type { PanelTable } from '@rolecall/core/plugin/panel-content'
import { valuesAtPath } from '@rolecall/core/scim/path/values-at-path'
import type { Json } from '@rolecall/core/scim/resource/resource-data'
import type { ResourceType } from '@rolecall/core/scim/schema/resource-type'
import type { AttributeMapping } from './attribute-mapping.ts'

/** For each line of the attribute mapping: of how many of these users something has arrived, and what, of one of them. */
export function toArrivalTable(
  mappings: readonly AttributeMapping[],
  users: readonly HookUser[],
  userType: ResourceType,
): PanelTable {
  return {
    kind: 'table',
    title: `What has arrived of the ${users.length} newest people`,
    columns: [
      { title: 'Attribute here' },
      { title: 'Made of' },
      { title: 'Arrived', numeric: true },
      { title: 'For example' },
    ],
    rows: mappings.map(({ source, target }) => {
      const arrived = users.flatMap(({ data }) => valuesAtPath(data, userType, target).slice(0, 1))
      return [target, source, arrived.length, toText(arrived[0])]
    }),
    empty: 'The attribute mapping has no lines.',
  }
}

function toText(value: Json | undefined): string | null {
  if (value === undefined) return null
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
