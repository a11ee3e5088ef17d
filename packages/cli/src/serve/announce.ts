import type { OperationServices } from '@rolecall/core/change/operation-context'

import type { Configuration } from '../configuration/configuration.ts'
import { colorsFor } from '../output/colors.ts'
import { print, printJson } from '../output/print.ts'
import type { FirstKeys } from './create-first-keys.ts'
import type { KeysInFile } from './first-keys-file.ts'

export interface Announcement {
  /** Where the server listens. */
  readonly url: string
  readonly tenantUrl: string
  readonly configuration: Configuration
  readonly json: boolean
  readonly services: Pick<OperationServices, 'store'>
}

/** Says on stdout that the server answers, and what to paste into the identity provider. */
export async function announce(
  first: FirstKeys | KeysInFile | undefined,
  { configuration, json, services, tenantUrl, url }: Announcement,
): Promise<void> {
  if (json) {
    const organization = first?.organization.id ?? (await findOnlyOrganization(services))
    const keys = first && 'ownerKey' in first && { secretToken: first.secretToken, ownerKey: first.ownerKey }
    return printJson({ url, tenantUrl, organization, ...keys })
  }
  await print(toText(url, tenantUrl, first))
  if (configuration.baseUrl === null) {
    await print('\nAn identity provider in the cloud needs a public address by HTTPS: give it as --base-url.')
  }
}

async function findOnlyOrganization({ store }: Pick<OperationServices, 'store'>): Promise<string | null> {
  const [only, ...others] = await store.organizations.list()
  return only === undefined || others.length > 0 ? null : only.id
}

function toText(url: string, tenantUrl: string, first: FirstKeys | KeysInFile | undefined): string {
  if (first === undefined) return toShortText(url, tenantUrl)
  return 'file' in first ? toFileText(url, tenantUrl, first) : toFirstText(url, tenantUrl, first)
}

function toShortText(url: string, tenantUrl: string): string {
  const { bold } = colorsFor(process.stdout)
  return `Rolecall listens on ${bold(url)}

  Tenant URL    ${tenantUrl}`
}

/** For a log: it must not hold what opens everything. */
function toFileText(url: string, tenantUrl: string, { file, organization }: KeysInFile): string {
  return `${toShortText(url, tenantUrl)}

The organization "${organization.name}" (${organization.id}) is new. Its secret token and its owner key are in
${file}, which only this user can read. Put them where they belong, then delete the file.`
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
