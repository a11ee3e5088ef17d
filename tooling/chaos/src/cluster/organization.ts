import { createApiKey } from '@rolecall/core/access/api-keys'
import type { ApiKeyScope } from '@rolecall/core/directory/api-key'
import { createOrganization } from '@rolecall/core/organization/create-organization'
import { migrate } from '@rolecall/store/migrate'
import { pino } from 'pino'
import { defaultPlugins } from 'rolecall/bundled-plugins'
import { compose } from 'rolecall/compose'
import { toOperatorContext } from 'rolecall/operator-context'

/** An organization, and what its provider and its owner need. */
export interface ChaosOrganization {
  readonly id: string
  readonly secretToken: string
  readonly ownerKey: string
}

/** Migrates an empty database, and makes organizations in it. */
export async function createOrganizations(database: string, count: number): Promise<readonly ChaosOrganization[]> {
  await migrate(database)
  const { close, services } = await compose({
    database,
    plugins: defaultPlugins(),
    log: pino({ level: 'silent' }),
  })
  const createKey = async (organizationId: string, scope: ApiKeyScope): Promise<string> => {
    const input = { displayName: scope, scopes: [scope], connectionId: null, expiresAt: null }
    return (await createApiKey(toOperatorContext(services, organizationId), input, 'operator')).key
  }
  const organizations: ChaosOrganization[] = []
  for (let index = 0; index < count; index++) {
    const { id } = await createOrganization(services, { name: `Organization ${index + 1}` })
    organizations.push({
      id,
      secretToken: await createKey(id, 'scim'),
      ownerKey: await createKey(id, 'organization'),
    })
  }
  await close()
  return organizations
}
