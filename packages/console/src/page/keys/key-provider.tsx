import type { ApiKey, Provider } from '../../api/types.ts'
import { keysText as text } from '../../text/keys-text.tsx'

/** Which identity provider a key is for, and how that is known. */
export function KeyProvider({
  apiKey: { provider, scopes, strict, tolerancesOff },
  providers,
}: {
  apiKey: ApiKey
  providers: readonly Provider[]
}) {
  if (!scopes.includes('scim')) return null
  const forgiven = <Forgiven strict={strict} off={tolerancesOff} />
  if (provider.name === null)
    return (
      <>
        <span class="muted">{text.notKnownYet}</span>
        {forgiven}
      </>
    )
  return (
    <>
      {providers.find(({ name }) => name === provider.name)?.title ?? provider.name}
      <span class="note">{provider.from === 'chosen' ? text.chosen : text.recognisedByWhatItSends}</span>
      {forgiven}
    </>
  )
}

function Forgiven({ strict, off }: { readonly strict: boolean; readonly off: readonly string[] }) {
  if (strict) return <span class="note">{text.strict}</span>
  return off.length > 0 ? <span class="note">{text.without(off.join(', '))}</span> : null
}
