import { useState } from 'preact/hooks'

import type { ApiKey, Client } from '../../api/types.ts'
import { useResource } from '../../api/use-resource.ts'
import { Failure } from '../../component/failure.tsx'
import { Notice } from '../../component/notice.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { useMayChange } from '../../session-context.ts'
import { SettingsNav } from './settings-nav.tsx'
import { StopDialog } from './stop-dialog.tsx'
import { settingsText as text } from '../../text/settings-text.tsx'

/** What takes much away at once: each says what it does first. */
export function DangerPage() {
  const mayChange = useMayChange()
  return (
    <>
      <PageHeader title={text.dangerZone}>{text.whatTakesMuchAway}</PageHeader>
      <SettingsNav />
      {!mayChange && <Notice kind="info">{text.yourKeyMayOnly}</Notice>}
      {mayChange && <StopProvisioning />}
      <section class="card danger-card">
        <h2>{text.giveNothingByTheMapping}</h2>
        <p>{text.emptyTheMappingInItsEditor()}</p>
      </section>
      <section class="card danger-card">
        <h2>{text.deleteTheOrganization}</h2>
        <p>{text.thereIsNoWay()}</p>
      </section>
    </>
  )
}

function StopProvisioning() {
  const keys = useResource<readonly ApiKey[]>('/api/api-keys')
  const clients = useResource<readonly Client[]>('/api/oauth/clients')
  const [asking, setAsking] = useState(false)
  // A key that can manage too stays: one would shut oneself out.
  const ending = (keys.data ?? []).filter(({ revokedAt, scopes }) => revokedAt === null && scopes.join('') === 'scim')
  const endingClients = (clients.data ?? []).filter(({ revokedAt }) => revokedAt === null)
  const isKnown = keys.data !== undefined && clients.data !== undefined
  return (
    <section class="card danger-card" aria-labelledby="stop">
      <h2 id="stop">{text.stopProvisioning}</h2>
      <p>{text.revokesEveryKeyAndClient}</p>
      <Failure error={keys.error ?? clients.error} />
      {isKnown && ending.length + endingClients.length === 0 ? (
        <p class="muted">{text.noProviderHasAKey}</p>
      ) : (
        <div class="buttons">
          <button type="button" class="danger" disabled={!isKnown} onClick={() => setAsking(true)}>
            {text.askStopProvisioning}
          </button>
        </div>
      )}
      {asking && (
        <StopDialog
          keys={ending}
          clients={endingClients}
          onClose={() => setAsking(false)}
          reload={() => Promise.all([keys.reload(), clients.reload()])}
        />
      )}
    </section>
  )
}
