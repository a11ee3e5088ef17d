import type { Provider } from '../../api/types.ts'

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
        <span>Provider</span>
        <select
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          aria-describedby="provider-hint"
        >
          <option value="">recognised by what it sends</option>
          {providers.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <p class="hint" id="provider-hint">
        Chosen, nothing is forgiven that only other providers need.
      </p>
    </>
  )
}
