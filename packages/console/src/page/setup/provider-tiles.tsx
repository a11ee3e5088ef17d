import { providers, type ProviderGuide } from '../../text/provider-guides.ts'
import { setupText as text } from '../../text/setup-text.tsx'

interface ProviderTilesProps {
  readonly value: ProviderGuide
  readonly onChange: (guide: ProviderGuide) => void
}

/** Every provider with what one must have there. */
export function ProviderTiles({ value, onChange }: ProviderTilesProps) {
  return (
    <fieldset class="tiles">
      <legend>{text.yourIdentityProvider}</legend>
      {providers.map((provider) => (
        <label key={provider.id} class="tile">
          <input
            type="radio"
            name="provider"
            aria-label={provider.title}
            aria-describedby={`needs-${provider.id}`}
            checked={provider.id === value.id}
            onChange={() => onChange(provider)}
          />
          <strong>{provider.title}</strong>
          <small id={`needs-${provider.id}`}>{provider.needs}</small>
        </label>
      ))}
    </fieldset>
  )
}
