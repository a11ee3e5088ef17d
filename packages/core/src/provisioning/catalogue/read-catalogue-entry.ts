import type { OperationContext } from '../../change/operation-context.ts'
import { NotFound } from '../../scim/errors.ts'
import { toETag } from '../../scim/resource/etag.ts'
import { project, type Projection } from '../../scim/resource/project.ts'
import { isNotModified, type Preconditions } from '../preconditions.ts'
import type { ReadResource } from '../query/read-resource.ts'
import { readCatalogue } from './catalogue-entries.ts'
import { catalogueTypes, type CatalogueTypeName } from './catalogue-types.ts'

/** GET of one role or entitlement (RFC 7644 §3.4.1). Throws NotFound, PreconditionFailed. */
export async function readCatalogueEntry(
  { baseUrl, organizationId, store }: OperationContext,
  asked: {
    readonly type: CatalogueTypeName
    readonly id: string
    readonly conditions: Preconditions
    readonly projection: Projection
  },
): Promise<ReadResource> {
  const entries = await readCatalogue(store.read(organizationId), asked.type, baseUrl)
  const found = entries.find(({ id }) => id === asked.id)
  if (found === undefined) throw new NotFound(`There is no ${asked.type} of this id`)
  const etag = toETag(found.version)
  if (isNotModified(asked.conditions, found.version, true)) return { resource: null, etag }
  return { resource: project(catalogueTypes[asked.type], found.resource, asked.projection), etag }
}
