import type { Provider } from '../../api/types.ts'
import { keysText as text } from '../../text/keys-text.tsx'

interface ToleranceChoiceProps {
  /** Those whose tolerances can be chosen. */
  readonly providers: readonly Provider[]
  /** Names of tolerances that are switched off. */
  readonly off: readonly string[]
  readonly onChange: (off: readonly string[]) => void
}

/** What requests are forgiven, one by one. */
export function ToleranceChoice({ providers, off, onChange }: ToleranceChoiceProps) {
  const summaries = new Map(
    providers.flatMap(({ tolerances }) => tolerances.map(({ name, summary }) => [name, summary])),
  )
  return (
    <details>
      <summary>{text.whatIsForgivenBut(off.length > 0 && text.withoutOf(off.join(', ')))}</summary>
      <fieldset class="choices">
        <legend class="visually-hidden">{text.whatIsForgiven}</legend>
        {[...summaries].map(([name, summary]) => (
          <label key={name} class="check">
            <input
              type="checkbox"
              checked={!off.includes(name)}
              onChange={(event) =>
                onChange(event.currentTarget.checked ? off.filter((one) => one !== name) : [...off, name])
              }
            />
            <span>
              <code>{name}</code> {summary}
            </span>
          </label>
        ))}
      </fieldset>
    </details>
  )
}
