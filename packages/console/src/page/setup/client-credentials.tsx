import { useState } from 'preact/hooks'

import { keyState } from '../../api/key-state.ts'
import { request } from '../../api/request.ts'
import { serverNow } from '../../api/server-clock.ts'
import type { Client, ClientCredential } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { Badge } from '../../component/badge.tsx'
import { FormDialog } from '../../component/form-dialog.tsx'
import { TimeAgo } from '../../component/time-ago.tsx'
import { useMayChange } from '../../session-context.ts'
import { formatDate } from '../../text/locale.ts'
import { setupText as text } from '../../text/setup-text.tsx'

interface ClientCredentialsProps {
  readonly client: Client
  readonly onChanged: () => Promise<unknown>
}

/** What a client proves itself by: the next one beside the old one, until that is revoked. */
export function ClientCredentials({ client, onChanged }: ClientCredentialsProps) {
  const [revoking, setRevoking] = useState<ClientCredential>()
  const mayChange = useMayChange()
  const now = serverNow()
  const standing = client.credentials.filter(({ revokedAt }) => revokedAt === null)
  const live = standing.filter((credential) => keyState(credential, now) === 'live')
  return (
    <>
      <ul class="tokens" aria-label={text.whatTheClientProves}>
        {standing.map((credential) => (
          <li key={credential.id}>
            <span>
              <strong>{credential.name}</strong> {!live.includes(credential) && <Badge tone="warn">{text.ended}</Badge>}{' '}
              <span class="muted">{describe(credential)}</span>{' '}
              <span class="muted">
                {credential.lastUsedAt === null ? (
                  text.notUsedYet
                ) : (
                  <>{text.lastUsed(<TimeAgo at={credential.lastUsedAt} />)}</>
                )}
              </span>
            </span>
            {mayChange && (
              <button type="button" class="danger" onClick={() => setRevoking(credential)}>
                {text.revokeNamed(credential.name)}
              </button>
            )}
          </li>
        ))}
      </ul>
      {live.length > 1 && <p class="hint">{text.allOfTheseWork}</p>}
      {revoking !== undefined && (
        <RevokeCredential credential={revoking} onClose={() => setRevoking(undefined)} onDone={onChanged} />
      )}
    </>
  )
}

function describe({ expiresAt, trust }: ClientCredential): string {
  if (trust !== null) return text.assertionsOf(trust.issuer ?? text.theClientItself)
  return expiresAt === null ? text.aSecret : text.aSecretThatEnds(formatDate(expiresAt))
}

/** Asks before a credential ends, and with it the tokens that the provider has. */
function RevokeCredential({
  credential,
  onClose,
  onDone,
}: {
  credential: ClientCredential
  onClose: () => void
  onDone: () => Promise<unknown>
}) {
  const revoke = useAction(async () => {
    await request(`/api/oauth/credentials/${credential.id}`, { method: 'DELETE' })
    await onDone()
    onClose()
  })
  return (
    <FormDialog
      title={text.revokeQuestion(credential.name)}
      action={revoke}
      go={text.revoke}
      cancel={text.keepIt}
      danger
      onClose={onClose}
    >
      <p>{text.theTokensThatItWasGood}</p>
    </FormDialog>
  )
}
