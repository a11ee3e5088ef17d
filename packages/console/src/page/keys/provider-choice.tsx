import type { Provider } from '../../api/types.ts'
import { keysText as text } from '../../text/keys-text.tsx'

interface ProviderChoiceProps {
  readonly providers: readonly Provider[]
  /** The name of a provider; `''` leaves it to be recognised. */
  readonly value: string
  readonly onChange: (name: string) => void
}

/** Which identity provider a key is for. */
export function ProviderChoice({ providers, value, onChange }: ProviderChoiceProps) {
  return (
    <>
      <label>
        <span>{text.provider}</span>
        <select
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          aria-describedby="provider-hint"
        >
          <option value="">{text.recognisedByWhatItSends}</option>
          {providers.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <p class="hint" id="provider-hint">
        {text.chosenNothingIsForgiven}
      </p>
    </>
  )
}
