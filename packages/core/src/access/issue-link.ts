import { change } from '../change/change.ts'
import type { OperationContext } from '../change/operation-context.ts'
import { hashApiKey, secretBytes } from '../directory/api-key-secret.ts'
import type { ApiKeyRecord } from '../directory/api-key.ts'
import { formatSignInLink } from '../directory/sign-in-link.ts'
import { toKeySubject } from '../directory/key-subject.ts'

/** A link that is over stays so long, in milliseconds, so that whoever opens it is told what has become of it. */
const kept = 30 * 24 * 60 * 60 * 1_000

/** A link with its token, which is shown once and stored nowhere. */
export interface IssuedLink {
  readonly record: ApiKeyRecord
  readonly token: string
}

/** What a new link opens, and for how long, in milliseconds. */
interface NewLink extends Pick<ApiKeyRecord, 'displayName' | 'scopes' | 'madeBy'> {
  readonly goodFor: number
}

/** Makes a link, and drops those that are over for so long that nobody need be told of them. */
export function issueLink(context: OperationContext, { goodFor, ...link }: NewLink): Promise<IssuedLink> {
  return change(context, async (scope) => {
    const { keys, now } = scope.tx
    const time = Date.parse(now)
    const id = context.newId()
    const token = formatSignInLink(id, context.randomBytes(secretBytes))
    const nothing = { connectionId: null, provider: null, guessedProvider: null, lastUsedAt: null, revokedAt: null }
    const record: ApiKeyRecord = {
      ...nothing,
      ...link,
      id,
      organizationId: context.organizationId,
      kind: 'link',
      suspendedAt: scope.tx.state.suspendedAt,
      strict: false,
      tolerancesOff: [],
      hash: hashApiKey(token),
      created: now,
      expiresAt: new Date(time + goodFor).toISOString(),
    }
    await keys.dropLinks(new Date(time - kept).toISOString())
    await keys.insert(record)
    const { displayName, expiresAt, scopes } = record
    scope.record('SignInLinkCreated', toKeySubject(record), { displayName, scopes, expiresAt })
    return { record, token }
  })
}
