import { useContext, useState } from 'preact/hooks'

import type { Connection } from '../../api/types.ts'
import { useResource } from '../../api/use-resource.ts'
import { CopyField } from '../../component/copy-field.tsx'
import { DocsLink } from '../../component/docs-link.tsx'
import { EmptyState } from '../../component/empty-state.tsx'
import { Failure } from '../../component/failure.tsx'
import { Placeholder } from '../../component/list.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { SessionContext, useMayChange } from '../../session-context.ts'
import { SettingsNav } from '../settings/settings-nav.tsx'
import { ConnectionCard } from './connection-card.tsx'
import { connectionsPath } from './connections-path.ts'
import { NewConnectionDialog } from './new-connection-dialog.tsx'

/** The identity providers by which people sign in: to the product, and Owners to this console. */
export function SsoPage() {
  const session = useContext(SessionContext)
  const { data, error, reload } = useResource<readonly Connection[]>(connectionsPath)
  const [creating, setCreating] = useState(false)
  const mayChange = useMayChange()
  return (
    <>
      <PageHeader
        title="Single sign-on"
        actions={
          mayChange && (
            <button type="button" class="primary" onClick={() => setCreating(true)}>
              New connection
            </button>
          )
        }
      >
        Owners sign in to this console by your identity provider. Owner keys go on working, so that nobody is locked out
        when the provider is away. <DocsLink page="sso">Step by step for Entra and Okta</DocsLink>
      </PageHeader>
      <SettingsNav />
      <Failure error={error} />
      {data === undefined && error === undefined && <Placeholder />}
      {data?.length === 0 && (
        <EmptyState title="No connection yet">
          Register this server as an application of your identity provider, and enter here what it gives you.
        </EmptyState>
      )}
      {data?.map((connection) => (
        <ConnectionCard key={connection.id} connection={connection} onChanged={reload} />
      ))}
      {session !== null && (
        <section class="card">
          <h2>Organization</h2>
          <p>Where one connection opens the console, this id leads to it from the sign-in page, too.</p>
          <CopyField label="Id of the organization" value={session.organization.id} />
        </section>
      )}
      {creating && <NewConnectionDialog onClose={() => setCreating(false)} onDone={reload} />}
    </>
  )
}
