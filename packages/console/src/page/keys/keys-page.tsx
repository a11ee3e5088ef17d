import { useState } from 'preact/hooks'

import { request } from '../../api/request.ts'
import type { ApiKey, NewApiKey, Scope } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { usePages } from '../../api/use-pages.ts'
import { Badge } from '../../component/badge.tsx'
import { CopyField } from '../../component/copy-field.tsx'
import { Dialog } from '../../component/dialog.tsx'
import { EmptyState } from '../../component/empty-state.tsx'
import { Failure } from '../../component/failure.tsx'
import { List, type Column } from '../../component/list.tsx'
import { Notice } from '../../component/notice.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { TimeAgo } from '../../component/time-ago.tsx'
import { useMayChange } from '../../session-context.ts'
import { RevokeDialog } from '../setup/secret-tokens.tsx'

const scopeNames: Readonly<Record<Scope, string>> = {
  scim: 'Provision',
  organization: 'Read and change',
  organization_read: 'Read',
}

export function KeysPage() {
  const pages = usePages<ApiKey>('/api/api-keys')
  const [creating, setCreating] = useState(false)
  const [revoking, setRevoking] = useState<ApiKey>()
  const [issued, setIssued] = useState<NewApiKey>()
  const mayChange = useMayChange()
  const rows = pages.rows?.toSorted((a, b) => Number(a.revokedAt !== null) - Number(b.revokedAt !== null))
  const columns: readonly Column<ApiKey>[] = [
    { title: 'Key', cell: ({ displayName }) => displayName },
    { title: 'May', cell: ({ scopes }) => scopes.map((scope) => scopeNames[scope]).join(', ') },
    {
      title: 'Last used',
      wide: true,
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? <span class="muted">never</span> : <TimeAgo at={lastUsedAt} />),
    },
    {
      title: 'Ends',
      wide: true,
      cell: ({ expiresAt }) => (expiresAt === null ? <span class="muted">never</span> : <TimeAgo at={expiresAt} />),
    },
    {
      title: 'State',
      cell: (key) =>
        key.revokedAt === null ? (
          mayChange ? (
            <button type="button" class="danger" onClick={() => setRevoking(key)}>
              Revoke<span class="visually-hidden"> {key.displayName}</span>
            </button>
          ) : (
            <Badge tone="good">live</Badge>
          )
        ) : (
          <Badge>revoked</Badge>
        ),
    },
  ]
  return (
    <>
      <PageHeader
        title="Keys"
        actions={
          mayChange && (
            <button type="button" class="primary" onClick={() => setCreating(true)}>
              New key
            </button>
          )
        }
      >
        Who may call the API. A key's secret is shown once, when it is made.
      </PageHeader>
      {issued !== undefined && (
        <Notice kind="success">
          <p>
            <strong>Copy it now.</strong> It is shown once and stored nowhere.
          </p>
          <CopyField label={`Key ${issued.displayName}`} value={issued.key} secret />
        </Notice>
      )}
      <List
        caption="Keys"
        pages={{ ...pages, rows }}
        columns={columns}
        rowKey={({ id }) => id}
        empty={<EmptyState title="No key.">Create one for your provider under Set up.</EmptyState>}
      />
      {creating && (
        <NewKeyDialog
          onClose={() => setCreating(false)}
          onDone={async (key) => {
            setIssued(key)
            await pages.reload()
          }}
        />
      )}
      {revoking !== undefined && (
        <RevokeDialog apiKey={revoking} onClose={() => setRevoking(undefined)} onDone={pages.reload} />
      )}
    </>
  )
}

function NewKeyDialog({ onClose, onDone }: { onClose: () => void; onDone: (key: NewApiKey) => Promise<void> }) {
  const [displayName, setDisplayName] = useState('')
  const [scope, setScope] = useState<Scope>('scim')
  const [expiresAt, setExpiresAt] = useState('')
  const create = useAction(async () => {
    const body = { displayName, scopes: [scope], ...(expiresAt !== '' && { expiresAt }) }
    await onDone((await request<NewApiKey>('/api/api-keys', { method: 'POST', body })).body)
    onClose()
  })
  return (
    <Dialog title="New key" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void create.run()
        }}
      >
        <label>
          <span>Name</span>
          <input required value={displayName} onInput={(event) => setDisplayName(event.currentTarget.value)} />
        </label>
        <label>
          <span>It may</span>
          <select value={scope} onChange={(event) => setScope(event.currentTarget.value as Scope)}>
            <option value="scim">provision people and groups (identity provider)</option>
            <option value="organization_read">read the organization (your application)</option>
            <option value="organization">read and change the organization (owner)</option>
          </select>
        </label>
        <label>
          <span>Ends at the end of (optional)</span>
          <input type="date" value={expiresAt} onInput={(event) => setExpiresAt(event.currentTarget.value)} />
        </label>
        <Failure error={create.error} />
        <div class="buttons">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="primary" disabled={create.busy}>
            Create
          </button>
        </div>
      </form>
    </Dialog>
  )
}
