import type { ApiKeyRecord } from '../directory/api-key.ts'
import type { Notice } from '../directory/notice.ts'
import type { ClientCredential } from '../directory/oauth-client.ts'

const day = 24 * 60 * 60 * 1_000

/** What has ended is spoken of for so long; then whoever needed it has noticed. */
const spokenOfAfterwards = 7 * day

/** Something that proves who calls, and stops to. */
interface Ending {
  readonly subject: string
  readonly displayName: string
  readonly what: string
  readonly next: string
  readonly created: string
  readonly expiresAt: string
}

/** Keys and clients that can't call any more soon, or since a short while. Of a client it is its last credential that counts. */
export function findEndingSecrets(
  keys: readonly ApiKeyRecord[],
  credentials: readonly ClientCredential[],
  steps: readonly number[],
  now: string,
): readonly Notice[] {
  const live = keys.filter(({ revokedAt }) => revokedAt === null)
  const endings = [
    ...live.filter(({ kind }) => kind === 'key').flatMap(toEndingKey),
    ...live
      .filter(({ kind }) => kind === 'client')
      .flatMap((key) =>
        toEndingClient(
          key,
          credentials.filter(({ clientId, revokedAt }) => clientId === key.id && revokedAt === null),
        ),
      ),
  ]
  return endings.flatMap((ending) => toNotice(ending, steps, Date.parse(now)))
}

function toEndingKey({ created, displayName, expiresAt, id }: ApiKeyRecord): readonly Ending[] {
  if (expiresAt === null) return []
  const next = 'make the next one, give it to whoever uses this one, then revoke this one'
  return [{ subject: `api-keys/${id}`, displayName, what: `The key "${displayName}"`, next, created, expiresAt }]
}

function toEndingClient(
  { displayName, id }: ApiKeyRecord,
  credentials: readonly ClientCredential[],
): readonly Ending[] {
  const ends = credentials.flatMap(({ created, expiresAt }) => (expiresAt === null ? [] : [{ created, expiresAt }]))
  const last = ends.toSorted((one, other) => (one.expiresAt < other.expiresAt ? 1 : -1))[0]
  if (last === undefined || ends.length < credentials.length) return []
  const what = `The last credential of the client "${displayName}"`
  return [{ subject: `clients/${id}`, displayName, what, next: 'give it another one, and the provider that', ...last }]
}

/** What lives no longer than a step is made for a short time, and that step says nothing of it. */
function toNotice(
  { created, displayName, expiresAt, next, subject, what }: Ending,
  steps: readonly number[],
  now: number,
): readonly Notice[] {
  const end = Date.parse(expiresAt)
  const told = steps.filter((step) => end - Date.parse(created) > step)
  if (told.length === 0 || now - end > spokenOfAfterwards) return []
  const hasEnded = end <= now
  const level = hasEnded ? told.length + 1 : told.filter((step) => end - now <= step).length
  const daysLeft = hasEnded ? 0 : Math.ceil((end - now) / day)
  const message = `${what} ${hasEnded ? 'has ended' : `ends in ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'}`} (${expiresAt}): ${next}`
  return [
    {
      code: 'secret-ends',
      subject,
      occurrence: expiresAt,
      level,
      message,
      data: { displayName, expiresAt, daysLeft },
    },
  ]
}
