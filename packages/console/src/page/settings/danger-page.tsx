import { useContext, useState } from 'preact/hooks'

import { request } from '../../api/request.ts'
import type { ApiKey, Client } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { useResource } from '../../api/use-resource.ts'
import { count } from '../../component/count.ts'
import { FormDialog } from '../../component/form-dialog.tsx'
import { DocsLink } from '../../component/docs-link.tsx'
import { Failure } from '../../component/failure.tsx'
import { Notice } from '../../component/notice.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { SessionContext, useMayChange } from '../../session-context.ts'
import { SettingsNav } from './settings-nav.tsx'

/** What takes much away at once: each says what it does first. */
export function DangerPage() {
  const mayChange = useMayChange()
  return (
    <>
      <PageHeader title="Danger zone">What takes much away at once. Each says first what it does.</PageHeader>
      <SettingsNav />
      {!mayChange && <Notice kind="info">Your key may only read.</Notice>}
      {mayChange && <StopProvisioning />}
      <section class="card danger-card">
        <h2>Give nothing by the mapping</h2>
        <p>
          Empty the <a href="/mapping">mapping</a> in its editor: the plan shows everybody who loses a role, and it can
          be taken back under <a href="/mapping/versions">Versions</a>. The last Owner stays.
        </p>
      </section>
      <section class="card danger-card">
        <h2>Delete the organization</h2>
        <p>
          There is no way to do that here: roles, people and the audit are kept. The operator of the server removes its
          database, or restores an older one: <DocsLink page="operations">Operations</DocsLink>.
        </p>
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
  const stop = useAction(async () => {
    for (const { id } of ending) await request(`/api/api-keys/${id}`, { method: 'DELETE' })
    for (const { id } of endingClients) await request(`/api/oauth/clients/${id}`, { method: 'DELETE' })
    await Promise.all([keys.reload(), clients.reload()])
    setAsking(false)
    setTyped('')
  })
  return (
    <section class="card danger-card" aria-labelledby="stop">
      <h2 id="stop">Stop provisioning</h2>
      <p>
        Revokes every key and client that a provider uses, at once. Nobody loses a role; nothing that changes at the
        provider comes here any more, deactivations neither.
      </p>
      <Failure error={keys.error ?? clients.error} />
      {keys.data !== undefined && total === 0 ? (
        <p class="muted">No provider has a key or a client.</p>
      ) : (
        <div class="buttons">
          <button type="button" class="danger" disabled={keys.data === undefined} onClick={() => setAsking(true)}>
            Stop provisioning…
          </button>
        </div>
      )}
      {asking && (
        <FormDialog
          title={`Stop provisioning to ${name}?`}
          action={stop}
          go="Stop"
          cancel="Go on provisioning"
          danger
          incomplete={typed !== name}
          onClose={() => setAsking(false)}
        >
          <p>{`${count(ending.length, 'key')} and ${count(endingClients.length, 'client')} end: ${listNames([...ending, ...endingClients])}.`}</p>
          <p>
            Nobody who leaves your company is deactivated here until a provider has a new key. This can't be undone.
          </p>
          <label>
            <span>{`Type ${name} to go on`}</span>
            <input autoComplete="off" value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
          </label>
        </FormDialog>
      )}
    </section>
  )
}

function listNames(all: readonly { readonly displayName: string }[]): string {
  const shown = all.slice(0, 5).map(({ displayName }) => displayName)
  return shown.join(', ') + (all.length > shown.length ? ` and ${all.length - shown.length} more` : '')
}
