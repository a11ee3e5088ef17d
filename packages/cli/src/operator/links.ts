import { isOver } from '@rolecall/core/access/authenticate'
import {
  createSetupLink,
  isSetupLink,
  listSetupLinks,
  revokeSetupLink,
  type SetupLinkInput,
} from '@rolecall/core/access/setup-links'
import {
  createSignInLink,
  listSignInLinks,
  revokeSignInLink,
  usualLinkMinutes,
} from '@rolecall/core/access/sign-in-links'

import type { OperationContext } from '@rolecall/core/change/operation-context'
import type { ApiKeyRecord } from '@rolecall/core/directory/api-key'

import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'
import { colorsFor } from '../output/colors.ts'
import { printTable } from '../output/print-table.ts'
import { print, printJson } from '../output/print.ts'
import { toSignInUrl } from '@rolecall/server/session/sign-in-url'
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
  readonly setup?: true
  readonly days?: number
}

export async function createLink(flags: LinkCreateFlags): Promise<void> {
  if (flags.setup && flags.minutes !== undefined)
    throw new CommandError('A set-up link is good for --days, not for --minutes', exitCode.usage)
  const input = { displayName: flags.name, minutes: flags.minutes ?? usualLinkMinutes }
  const { origin, record, token } = await withOrganization(flags, async (context, configuration) => ({
    ...(await (flags.setup
      ? createSetupLink(context, toSetupInput(flags), 'whoever runs this server')
      : createSignInLink(context, input))),
    origin: toOrigin(configuration),
  }))
  const { displayName, expiresAt, id } = record
  const signInUrl = toSignInUrl(origin, token)
  if (flags.json) return printJson({ id, displayName, expiresAt, signInUrl })
  const { bold, yellow } = colorsFor(process.stdout)
  await print(bold(signInUrl))
  const what = flags.setup ? 'Opens the set-up and the log' : 'Good for one sign-in'
  await print(yellow(`${what} until ${expiresAt}; it is shown once and stored nowhere.`))
}

function toSetupInput({ days, name }: LinkCreateFlags): SetupLinkInput {
  return { displayName: name, ...(days === undefined ? {} : { days }) }
}

export async function listLinks(flags: LinkFlags): Promise<void> {
  const links = await withOrganization(flags, listLiveLinks)
  if (flags.json)
    return printJson(
      links.map((link) => {
        const { created, displayName, expiresAt, id } = link
        return { id, displayName, created, expiresAt, setup: isSetupLink(link) }
      }),
    )
  if (links.length === 0)
    return print('No link waits, and no sign-in by one goes on; make one with: rolecall link create')
  await printTable(
    ['id', 'name', 'for', 'created', 'ends'],
    links.map((link) => {
      const { created, displayName, expiresAt, id } = link
      return [id, displayName, isSetupLink(link) ? 'set-up' : 'sign-in', created, expiresAt ?? '']
    }),
  )
}

/** Set-up links are listed while they let somebody in, as sign-in links are. */
async function listLiveLinks(context: OperationContext): Promise<readonly ApiKeyRecord[]> {
  const setup = (await listSetupLinks(context)).filter((link) => !isOver(link, context.now()))
  return [...(await listSignInLinks(context)), ...setup]
}

export async function revokeLink(id: string, flags: LinkFlags): Promise<void> {
  await withOrganization(flags, async (context) => {
    const setup = (await listSetupLinks(context)).some((link) => link.id === id)
    await (setup ? revokeSetupLink : revokeSignInLink)(context, id)
  })
  if (flags.json) return printJson({ id, revoked: true })
  await print(`The link ${id} is ended`)
}
