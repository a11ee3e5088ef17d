import type { OperationContext } from '@rolecall/core/change/operation-context'

import type { Configuration } from '../configuration/configuration.ts'
import { readConfiguration, type ConfigurationFlags } from '../configuration/read-configuration.ts'
import { toOperatorContext } from '../operator-context.ts'
import { getOrganization } from './get-organization.ts'
import { withComposition } from './with-composition.ts'

/** Runs a command on one organization, by its id or name, or on the only one. */
export async function withOrganization<T>(
  flags: ConfigurationFlags & { readonly organization?: string },
  work: (context: OperationContext, configuration: Configuration) => Promise<T>,
): Promise<T> {
  const configuration = await readConfiguration({ flags, environment: process.env, folder: process.cwd() })
  return withComposition(flags, async (services) => {
    const { id } = await getOrganization(services, flags.organization)
    return work(toOperatorContext(services, id), configuration)
  })
}

/** What the server calls itself where nobody has told it an address that a provider could use. */
export function toOrigin({ baseUrl, port }: Pick<Configuration, 'baseUrl' | 'port'>): string {
  return baseUrl ?? `http://localhost:${port}`
}
