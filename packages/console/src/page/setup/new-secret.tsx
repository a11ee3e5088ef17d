import { useState } from 'preact/hooks'

import { useAction } from '../../api/use-action.ts'
import { Failure } from '../../component/failure.tsx'
import { setupText as text } from '../../text/setup-text.tsx'

/** Ends that are proposed: Microsoft's gallery asks for one to three years. */
const years = [1, 2, 3]

interface NewSecretProps {
  /** Whether there is a client already, which then has one more. */
  readonly isNext: boolean
  readonly onCreate: (secret: object) => Promise<void>
}

/** Makes a secret, and the client with the first one. */
export function NewSecret({ isNext, onCreate }: NewSecretProps) {
  const [lifetime, setLifetime] = useState(1)
  const create = useAction(async () => {
    const name = new Date().toISOString().slice(0, 10)
    await onCreate({ name, expiresAt: inYears(lifetime) })
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void create.run()
      }}
    >
      <label>
        <span>{text.theSecretEndsIn}</span>
        <select value={lifetime} onChange={(event) => setLifetime(Number(event.currentTarget.value))}>
          {years.map((count) => (
            <option key={count} value={count}>
              {count === 1 ? text.oneYear : text.years(count)}
            </option>
          ))}
        </select>
      </label>
      <Failure error={create.error} />
      <p>
        <button type="submit" class="primary" disabled={create.busy}>
          {isNext ? text.createNextSecret : text.createClient}
        </button>
      </p>
    </form>
  )
}

/** The day before the same day of a later year, whose end is the end of the secret. */
function inYears(count: number): string {
  const date = new Date()
  date.setUTCFullYear(date.getUTCFullYear() + count)
  date.setUTCDate(date.getUTCDate() - 1)
  return date.toISOString().slice(0, 10)
}
