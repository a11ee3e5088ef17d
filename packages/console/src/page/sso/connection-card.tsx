import { useState } from 'preact/hooks'

import { request } from '../../api/request.ts'
import type { Connection } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { Badge } from '../../component/badge.tsx'
import { CopyField } from '../../component/copy-field.tsx'
import { Failure } from '../../component/failure.tsx'
import { useMayChange } from '../../session-context.ts'
import { connectionsPath } from './connections-path.ts'
import { DeleteConnectionDialog } from './delete-connection-dialog.tsx'
import { SecretDialog } from './secret-dialog.tsx'
import { ssoText as text } from '../../text/sso-text.tsx'

interface ConnectionCardProps {
  readonly connection: Connection
  readonly onChanged: () => Promise<unknown>
}

/** One connection: what is typed in at the provider, and what of it may change. */
export function ConnectionCard({ connection, onChanged }: ConnectionCardProps) {
  const [asking, setAsking] = useState<'secret' | 'deletion'>()
  const mayChange = useMayChange()
  const path = `${connectionsPath}/${connection.id}`
  const toggle = useAction(async () => {
    await request(path, { method: 'PATCH', body: { console: !connection.console } })
    await onChanged()
  })
  const dialog = { connection, onClose: () => setAsking(undefined), onDone: onChanged }
  return (
    <section class="card" aria-label={connection.name}>
      <h2>
        {connection.name}{' '}
        {connection.console ? <Badge tone="good">{text.opensTheConsole}</Badge> : <Badge>{text.productOnly}</Badge>}
      </h2>
      <dl class="counts">
        <Row name={text.issuer} value={connection.issuer} />
        <Row name={text.clientId} value={connection.audience} />
        <Row name={text.clientSecret} value={connection.hasClientSecret ? text.keptSealed : text.noneAPublicClient} />
        <Row name={text.whoSomebodyIs} value={text.theClaimEqualToExternalId(connection.claim)} />
      </dl>
      {connection.console && <CopyField label={text.signInLink} value={connection.signInUrl} />}
      <CopyField label={text.redirectUri} value={connection.redirectUri} />
      <CopyField label={text.signOutRedirectUri} value={connection.postLogoutRedirectUri} />
      <CopyField label={text.backChannelLogoutUri} value={connection.backChannelLogoutUri} />
      <CopyField label={text.universalLogoutEndpoint} value={connection.globalTokenRevocationEndpoint} />
      <Failure error={toggle.error} />
      {mayChange && (
        <div class="row-buttons">
          <button type="button" disabled={toggle.busy} onClick={() => void toggle.run()}>
            {connection.console ? text.closeTheConsoleToIt : text.openTheConsoleToIt}
          </button>
          <button type="button" onClick={() => setAsking('secret')}>
            {text.clientSecret}
          </button>
          <button type="button" class="danger" onClick={() => setAsking('deletion')}>
            {text.delete}
          </button>
        </div>
      )}
      {asking === 'secret' && <SecretDialog {...dialog} />}
      {asking === 'deletion' && <DeleteConnectionDialog {...dialog} />}
    </section>
  )
}

function Row({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
