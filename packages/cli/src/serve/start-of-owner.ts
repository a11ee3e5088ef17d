import { canManage } from '@rolecall/core/access/can-manage'
import type { IssuedLink } from '@rolecall/core/access/issue-link'
import { createSignInLink, usualLinkMinutes } from '@rolecall/core/access/sign-in-links'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import type { NewOrganization } from '@rolecall/core/directory/organization'

import { toOperatorContext } from '../operator-context.ts'
import { createDefaultOrganization, createFirstKeys, type FirstKeys } from './create-first-keys.ts'

/** What a start has for whoever owns the organization. */
export interface StartOfOwner {
  /** The only one; `null` where there are several. */
  readonly organization: NewOrganization | null
  /** Whether this start has made it. */
  readonly isNew: boolean
  /** Good for one sign-in: at the first start, and at later ones until somebody can sign in otherwise. */
  readonly link: IssuedLink | undefined
  /** Made at the first start for a script, which can't click. */
  readonly keys: Pick<FirstKeys, 'secretToken' | 'ownerKey'> | undefined
}

/** For whoever reads the terminal, or a log that lives on: a link, behind which keys are made. */
export async function startForReader(services: OperationServices): Promise<StartOfOwner> {
  const created = await createDefaultOrganization(services)
  const organization = created ?? (await findOnlyOrganization(services))
  const link = await linkFor(services, organization, created !== undefined)
  return { organization, isNew: created !== undefined, link, keys: undefined }
}

/** For a script: both keys, and a link beside them for its user. */
export async function startForScript(services: OperationServices): Promise<StartOfOwner> {
  const keys = await createFirstKeys(services)
  const organization = keys?.organization ?? (await findOnlyOrganization(services))
  const link = await linkFor(services, organization, keys !== undefined)
  return { organization, isNew: keys !== undefined, link, keys }
}

async function linkFor(services: OperationServices, organization: NewOrganization | null, isNew: boolean) {
  if (organization === null || !(isNew || (await isShut(services, organization)))) return undefined
  const input = { displayName: 'Start of the server', minutes: usualLinkMinutes }
  return createSignInLink(toOperatorContext(services, organization.id), input)
}

/** Whether nobody can sign in to the console: no key manages the organization, and no connection opens it. */
async function isShut({ now, store }: OperationServices, { id }: NewOrganization): Promise<boolean> {
  const reader = store.read(id)
  const [keys, connections] = await Promise.all([reader.keys.list(), reader.connections.list()])
  return !keys.some((key) => canManage(key, now())) && !connections.some(({ console }) => console)
}

async function findOnlyOrganization({ store }: OperationServices): Promise<NewOrganization | null> {
  const [only, ...others] = await store.organizations.list()
  return only === undefined || others.length > 0 ? null : only
}
