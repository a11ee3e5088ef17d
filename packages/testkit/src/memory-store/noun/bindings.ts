import type { Binding, BindingReader, BindingWriter } from '@rolecall/core/store/bindings'

import { byText } from '../in-order.ts'
import type { Reading, Writing } from '../reading.ts'
import { keyOf } from '../table.ts'

const inOrder = byText<Binding>(
  ({ nameKey }) => nameKey,
  ({ groupId }) => groupId,
)

export function createBindingReader({ organizationId, tables }: Reading): BindingReader {
  const where = (condition: (binding: Binding) => boolean): Binding[] =>
    tables().bindings.rows(organizationId).filter(condition).toSorted(inOrder)
  return {
    list: async () => where(() => true),
    ofGroup: async (groupId) => where((binding) => binding.groupId === groupId),
    ofName: async (nameKey) => where((binding) => binding.nameKey === nameKey),
  }
}

export function createBindingWriter({ organizationId, writing }: Writing): BindingWriter {
  return {
    async put(given) {
      writing.write(({ bindings }) => {
        for (const { externalId, groupId, nameKey, state } of given) {
          bindings.put(organizationId, keyOf(nameKey, groupId), { nameKey, groupId, externalId, state })
        }
      })
    },
    async delete(given) {
      writing.write(({ bindings }) => {
        for (const { groupId, nameKey } of given) bindings.delete(organizationId, keyOf(nameKey, groupId))
      })
    },
  }
}
