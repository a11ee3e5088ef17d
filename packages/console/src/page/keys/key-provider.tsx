import type { ApiKey, Provider } from '../../api/types.ts'

/** Which identity provider a key is for, and how that is known. */
export function KeyProvider({
  apiKey: { provider, scopes },
  providers,
}: {
  apiKey: ApiKey
  providers: readonly Provider[]
}) {
  if (!scopes.includes('scim')) return null
  if (provider.name === null) return <span class="muted">not known yet</span>
  return (
    <>
      {providers.find(({ name }) => name === provider.name)?.title ?? provider.name}
      <span class="note">{provider.from === 'chosen' ? 'chosen' : 'recognised by what it sends'}</span>
    </>
  )
}
