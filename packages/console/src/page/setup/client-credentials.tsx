import { useState } from 'preact/hooks'

import { request } from '../../api/request.ts'
import type { Client, ClientCredential } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { FormDialog } from '../../component/form-dialog.tsx'
import { TimeAgo } from '../../component/time-ago.tsx'
import { useMayChange } from '../../session-context.ts'

interface ClientCredentialsProps {
  readonly client: Client
  readonly onChanged: () => Promise<unknown>
}

/** What a client proves itself by: the next one beside the old one, until that is revoked. */
export function ClientCredentials({ client, onChanged }: ClientCredentialsProps) {
  const [revoking, setRevoking] = useState<ClientCredential>()
  const mayChange = useMayChange()
  const live = client.credentials.filter(({ revokedAt }) => revokedAt === null)
  return (
    <>
      <ul class="tokens" aria-label="What the client proves itself by">
        {live.map((credential) => (
          <li key={credential.id}>
            <span>
              <strong>{credential.name}</strong> <span class="muted">{describe(credential)}</span>{' '}
              <span class="muted">
                {credential.lastUsedAt === null ? (
                  'not used yet'
                ) : (
                  <>
                    last used <TimeAgo at={credential.lastUsedAt} />
                  </>
                )}
              </span>
            </span>
            {mayChange && (
              <button type="button" class="danger" onClick={() => setRevoking(credential)}>
                Revoke<span class="visually-hidden"> {credential.name}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {live.length > 1 && (
        <p class="hint">All of these work. Revoke the old one when the new one has been seen in use.</p>
      )}
      {revoking !== undefined && (
        <RevokeCredential credential={revoking} onClose={() => setRevoking(undefined)} onDone={onChanged} />
      )}
    </>
  )
}

function describe({ expiresAt, trust }: ClientCredential): string {
  if (trust !== null) return `assertions of ${trust.issuer ?? 'the client itself'},`
  return `a secret that ends on ${(expiresAt ?? '').slice(0, 10)},`
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
      title={`Revoke ${credential.name}?`}
      action={revoke}
      go="Revoke"
      cancel="Keep it"
      danger
      onClose={onClose}
    >
      <p>The tokens that it was good for end with it: whoever uses one is refused from now on. This can't be undone.</p>
    </FormDialog>
  )
}
