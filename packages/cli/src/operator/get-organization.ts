import type { Organization } from '@rolecall/core/directory/organization'
import type { OperationServices } from '@rolecall/core/change/operation-context'

import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'

/** The organization of that id or name, or the only one. Throws CommandError that lists them. */
export async function getOrganization(
  { store }: Pick<OperationServices, 'store'>,
  named: string | undefined,
): Promise<Organization> {
  const all = await store.organizations.list()
  const found = named === undefined ? all : all.filter(({ id, name }) => id === named || name === named)
  const [only, ...others] = found
  if (only !== undefined && others.length === 0) return only
  throw new CommandError(
    toMessage(all, found, named),
    named === undefined && all.length > 0 ? exitCode.usage : exitCode.failure,
  )
}

function toMessage(all: readonly Organization[], found: readonly Organization[], named: string | undefined): string {
  if (all.length === 0) return 'There is no organization yet; make one with: rolecall organization create NAME'
  const list = (organizations: readonly Organization[]): string =>
    organizations.map(({ id, name }) => `  ${id}  ${name}`).join('\n')
  if (named === undefined) return `There are several organizations; say which with --organization:\n${list(all)}`
  if (found.length > 1) return `Several organizations are called "${named}"; give the id of one:\n${list(found)}`
  return `There is no organization "${named}"; there are:\n${list(all)}`
}
