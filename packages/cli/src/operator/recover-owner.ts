import { recoverOwner } from '@rolecall/core/access/recover-owner'

import { toOperatorContext } from '../operator-context.ts'
import { print, printJson } from '../output/print.ts'
import { getOrganization } from './get-organization.ts'
import { withComposition } from './with-composition.ts'

/** As commander has parsed them. */
export interface RecoverOwnerFlags {
  readonly email: string
  readonly organization?: string
  readonly database?: string
  readonly config?: string
  readonly json?: true
}

export async function recoverOwnerOf(flags: RecoverOwnerFlags): Promise<void> {
  const member = await withComposition(flags, async (services) => {
    const { id } = await getOrganization(services, flags.organization)
    return recoverOwner(toOperatorContext(services, id), flags.email)
  })
  if (flags.json) return printJson({ emailAddress: member.emailAddress, userId: member.userId, role: member.role })
  await print(`${member.emailAddress} is an ${member.role} now, by hand`)
}
