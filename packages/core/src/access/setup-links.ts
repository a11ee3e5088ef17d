import { change } from '../change/change.ts'
import type { OperationContext } from '../change/operation-context.ts'
import type { ApiKeyRecord } from '../directory/api-key.ts'
import { UnprocessableError } from '../errors.ts'
import { NotFound } from '../scim/errors.ts'
import { isOver } from './authenticate.ts'
import { toKeySubject } from '../directory/key-subject.ts'
import { issueLink, type IssuedLink } from './issue-link.ts'

const day = 24 * 60 * 60 * 1_000

/** For how many days a set-up link is good. */
export const setupLinkDays = { usual: 7, most: 30 } as const

/** Whether a link is one by which the provider is set up, and nothing else done. */
export function isSetupLink({ kind, scopes }: Pick<ApiKeyRecord, 'kind' | 'scopes'>): boolean {
  return kind === 'link' && scopes.includes('setup')
}

/** What is said of a new link. */
export interface SetupLinkInput {
  /** Whom or what it is for. */
  readonly displayName: string
  /** For how many days it is good. */
  readonly days?: number
}

/**
 * Makes a link by which somebody without a key sets up the identity provider and reads its log, as often as they like until it
 * ends or is revoked. `madeBy` is what they are told of who has made it. Throws UnprocessableError.
 */
export async function createSetupLink(
  context: OperationContext,
  { days = setupLinkDays.usual, displayName }: SetupLinkInput,
  madeBy: string,
): Promise<IssuedLink> {
  checkDays(days)
  return issueLink(context, { displayName, scopes: ['setup'], madeBy, goodFor: days * day })
}

/** All that there are, those that are over for less than a month too. */
export async function listSetupLinks(context: OperationContext): Promise<ApiKeyRecord[]> {
  return (await context.store.read(context.organizationId).keys.list()).filter(isSetupLink)
}

/** Ends a link, and every sign-in by it, at once. Throws NotFound. */
export async function revokeSetupLink(context: OperationContext, id: string): Promise<void> {
  await change(context, async (scope) => {
    const standing = await scope.tx.keys.find(id)
    if (standing === undefined || !isSetupLink(standing) || isOver(standing, scope.tx.now))
      throw new NotFound(`There is no set-up link with the id ${id}`)
    await scope.tx.keys.update({ ...standing, revokedAt: scope.tx.now })
    scope.record('SignInLinkRevoked', toKeySubject(standing), {})
  })
}

function checkDays(days: number): void {
  if (Number.isInteger(days) && days >= 1 && days <= setupLinkDays.most) return
  const message = `a whole number from 1 to ${setupLinkDays.most} was expected`
  throw new UnprocessableError('The link can not be good for so long', [{ path: 'days', message }])
}
