import { useState } from 'preact/hooks'

import { keyState } from '../../api/key-state.ts'
import { serverNow } from '../../api/server-clock.ts'
import type { ApiKey, NewApiKey, Provider } from '../../api/types.ts'
import { usePages } from '../../api/use-pages.ts'
import { useResource } from '../../api/use-resource.ts'
import { Badge, type Tone } from '../../component/badge.tsx'
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
import { scopeNames, keysText as text } from '../../text/keys-text.tsx'
import { shownName } from '../../text/shown-name.ts'

const stateTones: Readonly<Record<ReturnType<typeof keyState>, Tone>> = {
  live: 'good',
  ended: 'warn',
  revoked: 'plain',
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
  // All keys come at once, so that this is the order of all.
  const rows = pages.rows?.toSorted((a, b) => Number(a.revokedAt !== null) - Number(b.revokedAt !== null))
  const columns: readonly Column<ApiKey>[] = [
    { title: text.key, cell: ({ displayName, id }) => <span class="name">{shownName(displayName, id)}</span> },
    { title: text.may, cell: ({ scopes }) => scopes.map((scope) => scopeNames[scope]).join(', ') },
    { title: text.provider, wide: true, cell: (key) => <KeyProvider apiKey={key} providers={providers} /> },
    {
      title: text.seen,
      wide: true,
      cell: ({ lastUsedAt }) =>
        lastUsedAt === null ? <span class="muted">{text.never}</span> : <TimeAgo at={lastUsedAt} />,
    },
    {
      title: text.ends,
      wide: true,
      cell: ({ expiresAt }) =>
        expiresAt === null ? <span class="muted">{text.never}</span> : <TimeAgo at={expiresAt} />,
    },
    {
      title: text.state,
      cell: (key) => {
        const state = keyState(key, serverNow())
        if (state === 'revoked' || !mayChange) return <Badge tone={stateTones[state]}>{text[state]}</Badge>
        return (
          <>
            {state === 'ended' && <Badge tone={stateTones[state]}>{text[state]}</Badge>}
            <div class="row-buttons">
              <button type="button" onClick={() => setChanging(key)}>
                {text.changeOf(key.displayName)}
              </button>
              <button type="button" onClick={() => setRotating(key)}>
                {text.rotate(key.displayName)}
              </button>
              <button type="button" class="danger" onClick={() => setRevoking(key)}>
                {text.revokeNamed(key.displayName)}
              </button>
            </div>
          </>
        )
      },
    },
  ]
  return (
    <>
      <PageHeader
        title={text.keys}
        actions={
          mayChange && (
            <button type="button" class="primary" onClick={() => setCreating(true)}>
              {text.newKey}
            </button>
          )
        }
      >
        {text.whoMayCallTheApi}
      </PageHeader>
      <SettingsNav />
      {issued !== undefined && (
        <Notice kind="success">
          <p>{text.copyItNowItIsShown()}</p>
          <CopyField label={text.keyOf(issued.displayName)} value={issued.key} secret />
        </Notice>
      )}
      <List
        caption={text.keys}
        pages={{ ...pages, rows }}
        columns={columns}
        rowKey={({ id }) => id}
        empty={<EmptyState title={text.noKey}>{text.createOneForYourProvider}</EmptyState>}
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
