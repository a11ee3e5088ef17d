import { createApiKey, type ApiKeyInput, type IssuedApiKey } from '../access/api-keys.ts'
import { change } from '../change/change.ts'
import type { OperationContext, OperationServices } from '../change/operation-context.ts'
import { defaultOrganizationSettings, type Organization } from '../directory/organization.ts'
import { ConflictError, UnprocessableError } from '../errors.ts'
import { deepEqual } from '../scim/deep-equal.ts'
import type { Json, JsonObject } from '../scim/resource/resource-data.ts'

/** What the product asks for. */
export interface OrganizationRequest {
  /** What it calls the organization; by that it asks for it from then on. */
  readonly id: string
  readonly name: string
  /** API keys that it has from the beginning. */
  readonly keys: readonly ApiKeyInput[]
}

/** What has come of it. */
export interface CreatedOrganization {
  readonly organization: Organization
  /** Whether this request has made it, or the same one before. */
  readonly created: boolean
  /** With their secrets, for the only time; none where it was made before. */
  readonly keys: readonly IssuedApiKey[]
}

/** So many differences are named. */
const named = 20

/**
 * Makes an organization with its keys, in one transaction, which is the same one however often it is asked for: who did not get the
 * answer asks again. Throws ConflictError where there is one of that id that was asked for otherwise, UnprocessableError.
 */
export async function createOrganizationOfProduct(
  contextOf: (organizationId: string) => OperationContext,
  services: Pick<OperationServices, 'store' | 'now' | 'newId'>,
  request: OrganizationRequest,
): Promise<CreatedOrganization> {
  checkOwnId(request.id)
  const context = contextOf(services.newId())
  const made = await makeOnce(context, request)
  const organization = await services.store.organizations.findOwn(request.id)
  // Deleted in the same moment by somebody else.
  if (organization === undefined) throw alreadyExists(request.id, 'try again')
  if (made === undefined) await checkSame(services, organization, request)
  return { organization, created: made !== undefined, keys: made ?? [] }
}

/** Thrown, before anything is done, where there is one of that id. */
class Standing extends Error {
  override readonly name = 'Standing'
}

/** The keys of the new organization; `undefined` where there is one of that id. */
async function makeOnce(
  context: OperationContext,
  request: OrganizationRequest,
): Promise<readonly IssuedApiKey[] | undefined> {
  const { id, name } = request
  const { now, organizationId, store } = context
  const row = { id: organizationId, name, settings: defaultOrganizationSettings, created: now() }
  const organization = { ...row, externalId: id, creation: JSON.stringify(request) }
  const beginning: OperationContext = {
    ...context,
    store: {
      ...store,
      async write(_, scope, work) {
        const made = await store.create(organization, scope, work)
        if (made === undefined) throw new Standing()
        return made.value
      },
    },
  }
  try {
    return await change(beginning, async (scope) => {
      scope.record('OrganizationCreated', `organizations/${organizationId}`, { id, name })
      const within = { ...context, within: scope }
      const keys: IssuedApiKey[] = []
      for (const input of request.keys) keys.push(await createApiKey(within, input, 'operator'))
      return keys
    })
  } catch (error) {
    if (error instanceof Standing) return undefined
    throw error
  }
}

/** Ids of the product are parts of paths: what would have to be escaped there is refused. */
const ownId = /^[0-9A-Za-z][0-9A-Za-z._~-]{0,127}$/

function checkOwnId(id: string): void {
  if (ownId.test(id)) return
  const message = 'letters, digits and . _ ~ - were expected, at most 128, of which the first is a letter or a digit'
  throw new UnprocessableError('The organization can not have this id', [{ path: 'id', message }])
}

async function checkSame(
  { store }: Pick<OperationServices, 'store'>,
  { id }: Organization,
  request: OrganizationRequest,
): Promise<void> {
  const text = await store.organizations.readCreation(id)
  if (text === null) throw alreadyExists(request.id, 'it was made by the operator and not by this API')
  const asked = JSON.parse(text) as JsonObject
  const differences = findDifferences(asked, JSON.parse(JSON.stringify(request)) as JsonObject)
  if (differences.length === 0) return
  const more = differences.length > named ? ` and ${differences.length - named} more` : ''
  throw alreadyExists(request.id, `it was asked for with ${differences.slice(0, named).join(', ')}${more}`)
}

function alreadyExists(id: string, why: string): ConflictError {
  return new ConflictError('ALREADY_EXISTS', `There is an organization "${id}" already: ${why}`)
}

/** Where two requests differ, each with what the first one said. */
function findDifferences(first: Json | undefined, second: Json | undefined, path = ''): readonly string[] {
  if (deepEqual(first, second)) return []
  if (!isObject(first) || !isObject(second)) {
    return [first === undefined ? `no ${path}` : `${path} = ${JSON.stringify(first)}`]
  }
  const names = [...new Set([...Object.keys(first), ...Object.keys(second)])]
  return names.flatMap((name) => findDifferences(first[name], second[name], path === '' ? name : `${path}.${name}`))
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null
}
