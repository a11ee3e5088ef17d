import { createBreakGlassOwner, listBreakGlassOwners, revokeBreakGlassOwner } from '@rolecall/core/access/break-glass'
import type { OperationContext } from '@rolecall/core/change/operation-context'

import { toOperatorContext } from '../operator-context.ts'
import { printTable } from '../output/print-table.ts'
import { print, printJson } from '../output/print.ts'
import { getOrganization } from './get-organization.ts'
import { withComposition } from './with-composition.ts'

/** As commander has parsed them. */
export interface BreakGlassFlags {
  readonly organization?: string
  readonly database?: string
  readonly config?: string
  readonly json?: true
}

export interface BreakGlassCreateFlags extends BreakGlassFlags {
  readonly email: string
  readonly subject?: string
  readonly connection?: string
  readonly expires?: string
}

export interface BreakGlassRevokeFlags extends BreakGlassFlags {
  readonly email: string
}

export async function createOwner(flags: BreakGlassCreateFlags): Promise<void> {
  const { connection = null, email, expires = null, subject = null } = flags
  const input = { email, subject, connectionId: connection, expiresAt: expires }
  const owner = await withOrganization(flags, (context) => createBreakGlassOwner(context, input))
  if (flags.json) return printJson(owner)
  await print(
    `${owner.emailAddress} is an emergency owner${owner.expiresAt === null ? '' : ` until ${owner.expiresAt}`}`,
  )
  if (subject === null)
    await print('Nobody can sign in as this owner yet: give the subject of its SSO tokens as --subject.')
}

export async function listOwners(flags: BreakGlassFlags): Promise<void> {
  const owners = await withOrganization(flags, listBreakGlassOwners)
  if (flags.json) return printJson(owners)
  if (owners.length === 0) return print('There is no emergency owner; make one with: rolecall break-glass create')
  await printTable(
    ['e-mail address', 'id', 'since', 'until'],
    owners.map(({ emailAddress, expiresAt, since, userId }) => [emailAddress, userId, since, expiresAt ?? 'revoked']),
  )
}

export async function revokeOwner(flags: BreakGlassRevokeFlags): Promise<void> {
  await withOrganization(flags, (context) => revokeBreakGlassOwner(context, flags.email))
  if (flags.json) return printJson({ emailAddress: flags.email, revoked: true })
  await print(`${flags.email} is no emergency owner any more`)
}

function withOrganization<T>(flags: BreakGlassFlags, work: (context: OperationContext) => Promise<T>): Promise<T> {
  return withComposition(flags, async (services) => {
    const { id } = await getOrganization(services, flags.organization)
    return work(toOperatorContext(services, id))
  })
}
