import type { OperationServices } from '@rolecall/core/change/operation-context'

import type { Configuration } from '../configuration/configuration.ts'
import { colorsFor } from '../output/colors.ts'
import { print, printJson } from '../output/print.ts'
import type { FirstKeys } from './create-first-keys.ts'

export interface Announcement {
  /** Where the server listens. */
  readonly url: string
  readonly configuration: Configuration
  readonly json: boolean
  readonly services: Pick<OperationServices, 'store'>
}

/** Says on stdout that the server answers, and what to paste into the identity provider. */
export async function announce(
  first: FirstKeys | undefined,
  { configuration, json, services, url }: Announcement,
): Promise<void> {
  const tenantUrl = `${configuration.baseUrl ?? url}/api/scim/v2`
  if (json) {
    const organization = first?.organization.id ?? (await findOnlyOrganization(services))
    const keys = first && { secretToken: first.secretToken, ownerKey: first.ownerKey }
    return printJson({ url, tenantUrl, organization, ...keys })
  }
  await print(first === undefined ? toShortText(url, tenantUrl) : toFirstText(url, tenantUrl, first))
  if (configuration.baseUrl === null) {
    await print('\nAn identity provider in the cloud needs a public address by HTTPS: give it as --base-url.')
  }
}

async function findOnlyOrganization({ store }: Pick<OperationServices, 'store'>): Promise<string | null> {
  const [only, ...others] = await store.organizations.list()
  return only === undefined || others.length > 0 ? null : only.id
}

function toShortText(url: string, tenantUrl: string): string {
  const { bold } = colorsFor(process.stdout)
  return `Rolecall listens on ${bold(url)}

  Tenant URL    ${tenantUrl}`
}

function toFirstText(url: string, tenantUrl: string, { organization, ownerKey, secretToken }: FirstKeys): string {
  const { bold, yellow } = colorsFor(process.stdout)
  return `Rolecall listens on ${bold(url)}

The organization "${organization.name}" (${organization.id}) is new.
For Microsoft Entra ID, under Provisioning > Admin credentials:

  Tenant URL    ${bold(tenantUrl)}
  Secret token  ${bold(secretToken)}

For its owner, who signs in to the console at ${url} or works by rolecall mapping … --key:

  Owner key     ${bold(ownerKey)}

${yellow('Keep both keys now: they are shown once and stored nowhere.')}`
}
