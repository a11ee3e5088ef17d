import type { Configuration } from '../configuration/configuration.ts'
import { colorsFor } from '../output/colors.ts'
import { thisCommand } from '../output/command-name.ts'
import { print, printJson } from '../output/print.ts'
import { toSignInUrl } from '@rolecall/server/session/sign-in-url'
import type { StartOfOwner } from './start-of-owner.ts'

export interface Announcement {
  /** Where the server listens. */
  readonly url: string
  readonly configuration: Configuration
  readonly json: boolean
}

/** Says on stdout that the server answers, how its owner gets in, and what an identity provider is given. */
export async function announce(start: StartOfOwner, { configuration, json, url }: Announcement): Promise<void> {
  const { keys, link, organization } = start
  const origin = configuration.baseUrl ?? url
  const tenantUrl = `${origin}/api/scim/v2`
  const signInUrl = link && toSignInUrl(origin, link.token)
  if (json) {
    const { ownerKey, secretToken } = keys ?? {}
    return printJson({ url, tenantUrl, organization: organization?.id ?? null, secretToken, ownerKey, signInUrl })
  }
  const { bold } = colorsFor(process.stdout)
  const isNew = start.isNew ? `\n\nThe organization "${organization?.name}" (${organization?.id}) is new.` : ''
  await print(`Rolecall listens on ${bold(url)}${isNew}\n`)
  if (signInUrl !== undefined) await print(toInvitation(signInUrl))
  await print(`  Tenant URL   ${tenantUrl}`)
  if (configuration.baseUrl === null) {
    await print('\nAn identity provider in the cloud needs a public address by HTTPS: give it as --base-url.')
  }
}

/** Nobody can sign in otherwise yet. */
function toInvitation(signInUrl: string): string {
  const { bold, dim } = colorsFor(process.stdout)
  return `  Sign in      ${bold(signInUrl)}
               ${dim(`good once, for an hour; another is made by: ${thisCommand()} link create`)}
`
}
