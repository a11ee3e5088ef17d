import { useState } from 'preact/hooks'

import { request } from '../../api/request.ts'
import type { Client, ClientCredential, NewClient, NewClientSecret } from '../../api/types.ts'
import { useResource } from '../../api/use-resource.ts'
import { CopyField } from '../../component/copy-field.tsx'
import { Failure } from '../../component/failure.tsx'
import { Notice } from '../../component/notice.tsx'
import { useMaySetUp } from '../../session-context.ts'
import { ClientCredentials } from './client-credentials.tsx'
import { NewSecret } from './new-secret.tsx'
import { NewTrust } from './new-trust.tsx'
import { setupText as text } from '../../text/setup-text.tsx'

const path = '/api/oauth/clients'

interface OauthClientProps {
  readonly proof: 'secret' | 'trust'
  readonly provider: { readonly id: string; readonly title: string }
}

/** The client of the provider: its token endpoint and its id, what it proves itself by, and the forms that make all that. */
export function OauthClient({ proof, provider }: OauthClientProps) {
  const { data, error, reload } = useResource<readonly Client[]>(path, { every: 5_000 })
  const [issued, setIssued] = useState<{ readonly clientId: string; readonly secret: string }>()
  const maySetUp = useMaySetUp()
  const client = findClient(data ?? [], proof)

  async function create(first: object): Promise<void> {
    if (client === undefined) {
      const dialect = provider.id === 'other' ? {} : { provider: provider.id }
      const body = { displayName: provider.title, ...dialect, [proof]: first }
      const { id, secret } = (await request<NewClient>(path, { method: 'POST', body })).body
      if (secret !== null) setIssued({ clientId: id, secret })
    } else {
      const added = await request<Partial<NewClientSecret>>(`${path}/${client.id}/${proof}s`, {
        method: 'POST',
        body: first,
      })
      if (added.body.secret !== undefined) setIssued({ clientId: client.id, secret: added.body.secret })
    }
    await reload()
  }

  const form =
    proof === 'secret' ? <NewSecret isNext={client !== undefined} onCreate={create} /> : <NewTrust onCreate={create} />
  return (
    <>
      <Failure error={error} />
      {client !== undefined && (
        <>
          <CopyField label={text.tokenEndpoint} value={client.tokenEndpoint} />
          <CopyField label={text.clientIdentifier} value={client.id} />
          {issued?.clientId === client.id && (
            <Notice kind="success">
              <p>{text.copyItNowItIsShown()}</p>
              <CopyField label={text.clientSecret} value={issued.secret} secret />
            </Notice>
          )}
          <LastRefusal client={client} />
          <ClientCredentials client={client} onChanged={reload} />
        </>
      )}
      {maySetUp && data !== undefined && form}
    </>
  )
}

/** The newest that proves itself in this way; one that has nothing left will do as well. */
function findClient(clients: readonly Client[], proof: 'secret' | 'trust'): Client | undefined {
  const isSo = ({ revokedAt, trust }: ClientCredential) =>
    revokedAt === null && (trust === null) === (proof === 'secret')
  return clients.findLast(({ credentials, revokedAt }) => revokedAt === null && credentials.some(isSo))
}

/** Why the last exchange did not work; what has worked since is no trouble any more. */
function LastRefusal({ client: { credentials, lastRefusal } }: { client: Client }) {
  const lastUse =
    credentials
      .map(({ lastUsedAt }) => lastUsedAt ?? '')
      .toSorted()
      .at(-1) ?? ''
  if (lastRefusal === null || lastRefusal.at < lastUse) return null
  return <Notice kind="warning">{text.theLastRequestForATokenOf(lastRefusal.reason)}</Notice>
}
