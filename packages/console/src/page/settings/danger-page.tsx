import { useContext, useState } from 'preact/hooks'

import { request } from '../../api/request.ts'
import type { ApiKey, Client } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { useResource } from '../../api/use-resource.ts'
import { FormDialog } from '../../component/form-dialog.tsx'
import { Failure } from '../../component/failure.tsx'
import { Notice } from '../../component/notice.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { SessionContext, useMayChange } from '../../session-context.ts'
import { SettingsNav } from './settings-nav.tsx'
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
  const session = useContext(SessionContext)
  const keys = useResource<readonly ApiKey[]>('/api/api-keys')
  const clients = useResource<readonly Client[]>('/api/oauth/clients')
  const [asking, setAsking] = useState(false)
  const [typed, setTyped] = useState('')
  const name = session?.organization.name ?? ''
  // A key that can manage too stays: one would shut oneself out.
  const ending = (keys.data ?? []).filter(({ revokedAt, scopes }) => revokedAt === null && scopes.join('') === 'scim')
  const endingClients = (clients.data ?? []).filter(({ revokedAt }) => revokedAt === null)
  const total = ending.length + endingClients.length
  const isKnown = keys.data !== undefined && clients.data !== undefined
  const stop = useAction(async () => {
    for (const { id } of ending) await request(`/api/api-keys/${id}`, { method: 'DELETE' })
    for (const { id } of endingClients) await request(`/api/oauth/clients/${id}`, { method: 'DELETE' })
    await Promise.all([keys.reload(), clients.reload()])
    setAsking(false)
    setTyped('')
  })
  return (
    <section class="card danger-card" aria-labelledby="stop">
      <h2 id="stop">{text.stopProvisioning}</h2>
      <p>{text.revokesEveryKeyAndClient}</p>
      <Failure error={keys.error ?? clients.error} />
      {isKnown && total === 0 ? (
        <p class="muted">{text.noProviderHasAKey}</p>
      ) : (
        <div class="buttons">
          <button type="button" class="danger" disabled={!isKnown} onClick={() => setAsking(true)}>
            {text.askStopProvisioning}
          </button>
        </div>
      )}
      {asking && (
        <FormDialog
          title={text.stopProvisioningToQuestion(name)}
          action={stop}
          go={text.stop}
          cancel={text.goOnProvisioning}
          danger
          incomplete={typed !== name}
          onClose={() => setAsking(false)}
        >
          <p>{text.andEnd(ending.length, endingClients.length, listNames([...ending, ...endingClients]))}</p>
          <p>{text.nobodyWhoLeavesYourCompany}</p>
          <label>
            <span>{text.typeToGoOn(name)}</span>
            <input autoComplete="off" value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
          </label>
        </FormDialog>
      )}
    </section>
  )
}

function listNames(all: readonly { readonly displayName: string }[]): string {
  const shown = all.slice(0, 5).map(({ displayName }) => displayName)
  return shown.join(', ') + (all.length > shown.length ? text.andMore(all.length - shown.length) : '')
}
