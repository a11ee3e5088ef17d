import { useState } from 'preact/hooks'

import type { ApiKey, NewApiKey, Provider, Scope } from '../../api/types.ts'
import { usePages } from '../../api/use-pages.ts'
import { useResource } from '../../api/use-resource.ts'
import { Badge } from '../../component/badge.tsx'
import { CopyField } from '../../component/copy-field.tsx'
import { EmptyState } from '../../component/empty-state.tsx'
import { List, type Column } from '../../component/list.tsx'
import { Notice } from '../../component/notice.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { TimeAgo } from '../../component/time-ago.tsx'
import { useMayChange } from '../../session-context.ts'
import { SettingsNav } from '../settings/settings-nav.tsx'
import { ChangeKeyDialog } from './change-key-dialog.tsx'
import { KeyProvider } from './key-provider.tsx'
import { NewKeyDialog } from './new-key-dialog.tsx'
import { RevokeDialog } from './revoke-dialog.tsx'
import { RotateKeyDialog } from './rotate-key-dialog.tsx'

const scopeNames: Readonly<Record<Scope, string>> = {
  scim: 'Provision',
  organization: 'Read and change',
  organization_read: 'Read',
}

export function KeysPage() {
  const pages = usePages<ApiKey>('/api/api-keys')
  const [creating, setCreating] = useState(false)
  const [changing, setChanging] = useState<ApiKey>()
  const [rotating, setRotating] = useState<ApiKey>()
  const [revoking, setRevoking] = useState<ApiKey>()
  const [issued, setIssued] = useState<NewApiKey>()
  const mayChange = useMayChange()
  const { data: providers = [] } = useResource<readonly Provider[]>('/api/providers')
  const rows = pages.rows?.toSorted((a, b) => Number(a.revokedAt !== null) - Number(b.revokedAt !== null))
  const columns: readonly Column<ApiKey>[] = [
    { title: 'Key', cell: ({ displayName }) => displayName },
    { title: 'May', cell: ({ scopes }) => scopes.map((scope) => scopeNames[scope]).join(', ') },
    { title: 'Provider', wide: true, cell: (key) => <KeyProvider apiKey={key} providers={providers} /> },
    {
      title: 'Seen',
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
            <div class="row-buttons">
              <button type="button" onClick={() => setChanging(key)}>
                Change<span class="visually-hidden"> {key.displayName}</span>
              </button>
              <button type="button" onClick={() => setRotating(key)}>
                Rotate<span class="visually-hidden"> {key.displayName}</span>
              </button>
              <button type="button" class="danger" onClick={() => setRevoking(key)}>
                Revoke<span class="visually-hidden"> {key.displayName}</span>
              </button>
            </div>
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
      <SettingsNav />
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
          providers={providers}
          onClose={() => setCreating(false)}
          onDone={async (key) => {
            setIssued(key)
            await pages.reload()
          }}
        />
      )}
      {changing !== undefined && (
        <ChangeKeyDialog
          apiKey={changing}
          providers={providers}
          onClose={() => setChanging(undefined)}
          onDone={pages.reload}
        />
      )}
      {rotating !== undefined && (
        <RotateKeyDialog
          apiKey={rotating}
          onClose={() => setRotating(undefined)}
          onDone={async (key) => {
            setIssued(key)
            await pages.reload()
          }}
        />
      )}
      {revoking !== undefined && (
        <RevokeDialog
          apiKey={revoking}
          keys={rows ?? []}
          onClose={() => setRevoking(undefined)}
          onDone={pages.reload}
        />
      )}
    </>
  )
}
