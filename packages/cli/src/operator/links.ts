import {
  createSignInLink,
  listSignInLinks,
  revokeSignInLink,
  usualLinkMinutes,
} from '@rolecall/core/access/sign-in-links'

import { colorsFor } from '../output/colors.ts'
import { printTable } from '../output/print-table.ts'
import { print, printJson } from '../output/print.ts'
import { toSignInUrl } from '../output/sign-in-url.ts'
import { toOrigin, withOrganization } from './with-organization.ts'

/** As commander has parsed them. */
export interface LinkFlags {
  readonly organization?: string
  readonly database?: string
  readonly config?: string
  readonly json?: true
}

export interface LinkCreateFlags extends LinkFlags {
  readonly name: string
  readonly minutes?: number
}

export async function createLink(flags: LinkCreateFlags): Promise<void> {
  const input = { displayName: flags.name, minutes: flags.minutes ?? usualLinkMinutes }
  const { origin, record, token } = await withOrganization(flags, async (context, configuration) => ({
    ...(await createSignInLink(context, input)),
    origin: toOrigin(configuration),
  }))
  const { displayName, expiresAt, id } = record
  const signInUrl = toSignInUrl(origin, token)
  if (flags.json) return printJson({ id, displayName, expiresAt, signInUrl })
  const { bold, yellow } = colorsFor(process.stdout)
  await print(bold(signInUrl))
  await print(yellow(`Good for one sign-in until ${expiresAt}; it is shown once and stored nowhere.`))
}

export async function listLinks(flags: LinkFlags): Promise<void> {
  const links = await withOrganization(flags, listSignInLinks)
  if (flags.json)
    return printJson(links.map(({ created, displayName, expiresAt, id }) => ({ id, displayName, created, expiresAt })))
  if (links.length === 0)
    return print('No link waits, and no sign-in by one goes on; make one with: rolecall link create')
  await printTable(
    ['id', 'name', 'created', 'ends'],
    links.map(({ created, displayName, expiresAt, id }) => [id, displayName, created, expiresAt ?? '']),
  )
}

export async function revokeLink(id: string, flags: LinkFlags): Promise<void> {
  await withOrganization(flags, (context) => revokeSignInLink(context, id))
  if (flags.json) return printJson({ id, revoked: true })
  await print(`The link ${id} is ended`)
}
