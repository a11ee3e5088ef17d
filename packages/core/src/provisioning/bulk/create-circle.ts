import type { ResourceTypeName } from '../../plugin/hook-points.ts'
import { resolveReferences, splitReferences } from '../../scim/message/bulk-references.ts'
import type { BulkOperation } from '../../scim/message/bulk-request.ts'
import type { ReferenceNames } from '../../scim/message/reference-names.ts'
import { PATCH_OP_URN } from '../../scim/patch/parse-patch.ts'
import type { JsonObject } from '../../scim/resource/resource-data.ts'
import { change } from '../../change/change.ts'
import type { OperationContext } from '../../change/operation-context.ts'
import { unconditional } from '../preconditions.ts'
import type { WrittenResource } from '../resource-request.ts'
import { writeResource } from '../write-resource.ts'

export interface CircularCreation {
  readonly type: ResourceTypeName
  readonly operation: BulkOperation
}

/**
 * Creates resources that refer to each other (RFC 7644 §3.7.1): each without what is not there yet, then
 * the references are added. All in one transaction; `onTurn` hears whose turn it is, by place in the list.
 */
export async function createCircle(
  context: OperationContext,
  creations: readonly CircularCreation[],
  names: ReferenceNames,
  onTurn: (place: number) => void,
): Promise<readonly WrittenResource[]> {
  const waiting = new Set(creations.map(({ operation }) => operation.bulkId as string))
  const parts = creations.map(({ type, operation }) => ({
    type,
    operation,
    ...splitReferences(operation.data as JsonObject, waiting, names),
  }))
  return change(context, async (scope) => {
    const within: OperationContext = { ...context, within: scope }
    const ids = new Map<string, string>()
    for (const [place, { data, operation, type }] of parts.entries()) {
      onTurn(place)
      const request = { type, id: null, body: data, conditions: unconditional, projection: null }
      const { id } = await writeResource(within, 'create', request)
      ids.set(operation.bulkId as string, id)
    }
    const written: WrittenResource[] = []
    for (const [place, { additions, operation, type }] of parts.entries()) {
      onTurn(place)
      const operations = additions.map((addition) => ({ op: 'add', ...addition }))
      const message = { schemas: [PATCH_OP_URN], Operations: operations }
      const { data: body } = resolveReferences({ ...operation, method: 'PATCH', data: message }, ids, names)
      const id = ids.get(operation.bulkId as string) as string
      const request = { type, id, body, conditions: unconditional, projection: null }
      written.push(await writeResource(within, 'patch', request))
    }
    return written
  })
}
