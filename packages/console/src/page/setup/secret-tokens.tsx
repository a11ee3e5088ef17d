import { useState } from 'preact/hooks'

import { keyState } from '../../api/key-state.ts'
import { request } from '../../api/request.ts'
import { serverNow } from '../../api/server-clock.ts'
import type { ApiKey, NewApiKey } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { useResource } from '../../api/use-resource.ts'
import { Badge } from '../../component/badge.tsx'
import { CopyField } from '../../component/copy-field.tsx'
import { Failure } from '../../component/failure.tsx'
import { Notice } from '../../component/notice.tsx'
import { TimeAgo } from '../../component/time-ago.tsx'
import { useMayChange, useMaySetUp } from '../../session-context.ts'
import { RevokeDialog } from '../keys/revoke-dialog.tsx'
import { setupText as text } from '../../text/setup-text.tsx'

/** The secret tokens that the provider may use: a new one beside the old one, until that is revoked. */
export function SecretTokens({ label, provider }: { label: string; provider: string }) {
  const { data, error, reload } = useResource<readonly ApiKey[]>('/api/api-keys', { every: 10_000 })
  const [issued, setIssued] = useState<NewApiKey>()
  const [revoking, setRevoking] = useState<ApiKey>()
  const mayChange = useMayChange()
  const maySetUp = useMaySetUp()
  const now = serverNow()
  const provisioning = (data ?? []).filter(({ revokedAt, scopes }) => revokedAt === null && scopes.includes('scim'))
  const live = provisioning.filter((key) => keyState(key, now) === 'live')
  const create = useAction(async () => {
    const body = { displayName: `${provider} ${new Date().toISOString().slice(0, 10)}`, scopes: ['scim'] }
    setIssued((await request<NewApiKey>('/api/api-keys', { method: 'POST', body })).body)
    await reload()
  })
  return (
    <>
      <Failure error={error} />
      <Failure error={create.error} />
      {issued !== undefined && (
        <Notice kind="success">
          <p>{text.copyItNowItIsShown()}</p>
          <CopyField label={label} value={issued.key} secret />
        </Notice>
      )}
      {provisioning.length > 0 && (
        <ul class="tokens">
          {provisioning.map((key) => (
            <li key={key.id}>
              <span>
                <strong>{key.displayName}</strong> {!live.includes(key) && <Badge tone="warn">{text.ended}</Badge>}{' '}
                <span class="muted">
                  {key.lastUsedAt === null ? text.notUsedYet : <>{text.lastUsed(<TimeAgo at={key.lastUsedAt} />)}</>}
                </span>
              </span>
              {mayChange && (
                <button type="button" class="danger" onClick={() => setRevoking(key)}>
                  {text.revokeNamed(key.displayName)}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {maySetUp && (
        <p>
          <button type="button" class="primary" disabled={create.busy} onClick={() => void create.run()}>
            {text.createSecretToken}
          </button>
        </p>
      )}
      <p class="hint">{live.length > 1 ? text.allOfTheseWorkRevoke : text.toChangeItWithout}</p>
      {revoking !== undefined && (
        <RevokeDialog apiKey={revoking} keys={data ?? []} onClose={() => setRevoking(undefined)} onDone={reload} />
      )}
    </>
  )
}
