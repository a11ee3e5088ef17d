import { useState } from 'preact/hooks'

import { request } from '../../api/request.ts'
import type { Client, NewClientSecret } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { useResource } from '../../api/use-resource.ts'
import { Badge } from '../../component/badge.tsx'
import { CopyField } from '../../component/copy-field.tsx'
import { FormDialog } from '../../component/form-dialog.tsx'
import { EmptyState } from '../../component/empty-state.tsx'
import { Failure } from '../../component/failure.tsx'
import { Placeholder } from '../../component/list.tsx'
import { Notice } from '../../component/notice.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { TimeAgo } from '../../component/time-ago.tsx'
import { useMayChange } from '../../session-context.ts'
import { ClientCredentials } from '../setup/client-credentials.tsx'
import { NewSecret } from '../setup/new-secret.tsx'
import { SettingsNav } from './settings-nav.tsx'
import { settingsText as text } from '../../text/settings-text.tsx'

const path = '/api/oauth/clients'

/** The OAuth clients of providers: when each was seen, and how its secret is changed without a gap. */
export function ClientsPage() {
  const { data, error, reload } = useResource<readonly Client[]>(path, { every: 15_000 })
  const live = data?.filter(({ revokedAt }) => revokedAt === null)
  return (
    <>
      <PageHeader title={text.providerClients}>{text.providersThatGetShort()}</PageHeader>
      <SettingsNav />
      <Failure error={error} />
      {live === undefined && error === undefined && <Placeholder />}
      {live?.length === 0 && <EmptyState title={text.noClient}>{text.makeOneForYourProvider()}</EmptyState>}
      {live?.map((client) => (
        <ClientCard key={client.id} client={client} onChanged={reload} />
      ))}
    </>
  )
}

function ClientCard({ client, onChanged }: { client: Client; onChanged: () => Promise<void> }) {
  const [adding, setAdding] = useState(false)
  const [revoking, setRevoking] = useState(false)
  const [secret, setSecret] = useState<string>()
  const mayChange = useMayChange()
  const bySecret = client.credentials.some(({ revokedAt, trust }) => revokedAt === null && trust === null)
  const add = async (body: object): Promise<void> => {
    setSecret((await request<NewClientSecret>(`${path}/${client.id}/secrets`, { method: 'POST', body })).body.secret)
    setAdding(false)
    await onChanged()
  }
  return (
    <section class="card" aria-label={client.displayName}>
      <h2>
        {client.displayName}{' '}
        {client.lastUsedAt === null ? (
          <Badge tone="warn">{text.notSeenYet}</Badge>
        ) : (
          <Badge tone="good">{text.seen(<TimeAgo at={client.lastUsedAt} />)}</Badge>
        )}
      </h2>
      {client.lastRefusal !== null && (
        <Notice kind="warning">
          {text.refused(<TimeAgo at={client.lastRefusal.at} />, client.lastRefusal.reason)}
        </Notice>
      )}
      <CopyField label={text.clientIdentifier} value={client.id} />
      {secret !== undefined && (
        <Notice kind="success">
          <p>{text.copyItNowItIsShown()}</p>
          <CopyField label={text.clientSecret} value={secret} secret />
        </Notice>
      )}
      <ClientCredentials client={client} onChanged={onChanged} />
      {adding && <NewSecret isNext onCreate={add} />}
      {mayChange && (
        <div class="buttons">
          <button type="button" class="danger" onClick={() => setRevoking(true)}>
            {text.askRevokeTheClient}
          </button>
          {bySecret && !adding && (
            <button type="button" onClick={() => setAdding(true)}>
              {text.askRotateTheSecret}
            </button>
          )}
        </div>
      )}
      {revoking && <RevokeClient client={client} onClose={() => setRevoking(false)} onDone={onChanged} />}
    </section>
  )
}

function RevokeClient({
  client,
  onClose,
  onDone,
}: {
  client: Client
  onClose: () => void
  onDone: () => Promise<void>
}) {
  const revoke = useAction(async () => {
    await request(`${path}/${client.id}`, { method: 'DELETE' })
    await onDone()
    onClose()
  })
  return (
    <FormDialog
      title={text.revokeQuestion(client.displayName)}
      action={revoke}
      go={text.revoke}
      cancel={text.keepIt}
      danger
      onClose={onClose}
    >
      <p>{text.itsSecretsAndEvery}</p>
    </FormDialog>
  )
}
