import type { PanelContent, PanelNotice } from '@rolecall/core/plugin/panel-content'
import type { PagePanel } from '@rolecall/core/plugin/panel-definition'
import type { ResourceType } from '@rolecall/core/scim/schema/resource-type'
import type { AttributeMapping } from './attribute-mapping.ts'
import { toArrivalTable } from './arrival-table.ts'
import { countFindings, toFindingTable, toPeopleTable, type CountedFinding } from './finding-tables.ts'
import { toMappings } from './to-mappings.ts'

/** So many of the newest users show what the attribute mapping sends now; the same work at any size. */
const sampleSize = 200

/** The attribute mapping beside what arrives of it, and everybody about whom there is a finding. */
export function createArrivalPanel(defaults: readonly AttributeMapping[], userType: ResourceType): PagePanel {
  return {
    name: 'attribute-mapping',
    title: 'Attribute mapping of Entra',
    summary: 'What the attribute mapping of Microsoft Entra ID sends, and about whom something is amiss.',
    place: 'page',
    async read({ page, reader }): Promise<PanelContent> {
      const found = await reader.listAssigned('finding', page)
      const people = toPeopleTable(found)
      const next = found.length < page.limit ? null : (found.at(-1)?.user.id ?? null)
      if (page.after !== null) return { parts: [people], next }
      const users = await reader.listNewestUsers(sampleSize)
      const mappings = toMappings(await reader.readSection('attributeMappings')) ?? defaults
      const findings = countFindings(await reader.countAssigned('finding'))
      return {
        parts: [
          toNotice(users.length, findings),
          toArrivalTable(mappings, users, userType),
          toFindingTable(findings),
          people,
        ],
        next,
      }
    },
  }
}

function toNotice(users: number, findings: readonly CountedFinding[]): PanelNotice {
  if (users === 0) return { kind: 'notice', tone: 'info', text: 'Nobody has been provisioned yet.' }
  if (findings.length === 0) {
    return { kind: 'notice', tone: 'success', text: 'Everything that has arrived is as the attribute mapping says.' }
  }
  return { kind: 'notice', tone: 'warning', text: 'Something arrives that is not as it should be: see the findings.' }
}
