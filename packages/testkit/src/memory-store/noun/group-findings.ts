import type { GroupFinding, GroupFindingReader, GroupFindingWriter } from '@rolecall/core/store/group-findings'

import { requireFound } from '../constraints.ts'
import { groupBy } from '../group-by.ts'
import { byText, distinct } from '../in-order.ts'
import type { Reading, Writing } from '../reading.ts'
import { keyOf } from '../table.ts'

const inOrder = byText<GroupFinding>(
  ({ groupId }) => groupId,
  ({ rule }) => rule,
)

export function createGroupFindingReader({ organizationId, tables }: Reading): GroupFindingReader {
  const where = (condition: (finding: GroupFinding) => boolean): GroupFinding[] =>
    tables().groupFindings.rows(organizationId).filter(condition).toSorted(inOrder)
  return {
    list: async (groupIds) => where(({ groupId }) => groupIds.includes(groupId)),
    async findByRule(rule, limit) {
      const found = where((finding) => finding.rule === rule)
      return { count: found.length, ids: found.slice(0, limit).map(({ groupId }) => groupId) }
    },
    async countValues() {
      const values = groupBy(
        where(() => true),
        ({ value }) => JSON.stringify(value),
      )
      return distinct(values.keys()).map((text) => ({
        value: JSON.parse(text) as GroupFinding['value'],
        count: values.get(text)?.length ?? 0,
      }))
    },
  }
}

export function createGroupFindingWriter({ organizationId, writing }: Writing): GroupFindingWriter {
  return {
    async put(given) {
      writing.write(({ groupFindings, groups }) => {
        for (const { groupId, rule, value } of given) {
          requireFound(groups.get(organizationId, groupId), 'group_findings.organization_id, group_findings.group_id')
          groupFindings.put(organizationId, keyOf(groupId, rule), { groupId, rule, value })
        }
      })
    },
    async delete(given) {
      writing.write(({ groupFindings }) => {
        for (const { groupId, rule } of given) groupFindings.delete(organizationId, keyOf(groupId, rule))
      })
    },
  }
}
