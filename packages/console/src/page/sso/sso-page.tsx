import { useContext, useState } from 'preact/hooks'

import type { Connection } from '../../api/types.ts'
import { useResource } from '../../api/use-resource.ts'
import { CopyField } from '../../component/copy-field.tsx'
import { EmptyState } from '../../component/empty-state.tsx'
import { Failure } from '../../component/failure.tsx'
import { Placeholder } from '../../component/list.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { SessionContext, useMayChange } from '../../session-context.ts'
import { SettingsNav } from '../settings/settings-nav.tsx'
import { ConnectionCard } from './connection-card.tsx'
import { connectionsPath } from './connections-path.ts'
import { NewConnectionDialog } from './new-connection-dialog.tsx'
import { ssoText as text } from '../../text/sso-text.tsx'

/** The identity providers by which people sign in: to the product, and Owners to this console. */
export function SsoPage() {
  const session = useContext(SessionContext)
  const { data, error, reload } = useResource<readonly Connection[]>(connectionsPath)
  const [creating, setCreating] = useState(false)
  const mayChange = useMayChange()
  return (
    <>
      <PageHeader
        title={text.singleSignOn}
        actions={
          mayChange && (
            <button type="button" class="primary" onClick={() => setCreating(true)}>
              {text.newConnection}
            </button>
          )
        }
      >
        {text.ownersSignInToThisConsole()}
      </PageHeader>
      <SettingsNav />
      <Failure error={error} />
      {data === undefined && error === undefined && <Placeholder />}
      {data?.length === 0 && (
        <EmptyState title={text.noConnectionYet}>{text.registerThisServerAsAnApplication}</EmptyState>
      )}
      {data?.map((connection) => (
        <ConnectionCard key={connection.id} connection={connection} onChanged={reload} />
      ))}
      {session !== null && (
        <section class="card">
          <h2>{text.organization}</h2>
          <p>{text.whereOneConnectionOpens}</p>
          <CopyField label={text.idOfTheOrganization} value={session.organization.id} />
        </section>
      )}
      {creating && <NewConnectionDialog onClose={() => setCreating(false)} onDone={reload} />}
    </>
  )
}
