import { useAction } from '../../api/use-action.ts'
import { Failure } from '../../component/failure.tsx'
import { useKept } from '../../component/use-kept.ts'
import { trustFields, setupText as text } from '../../text/setup-text.tsx'

type Field = (typeof trustFields)[number][0]

const nothing: Readonly<Record<Field, string>> = { issuer: '', jwksUri: '', subject: '', audience: '' }

/** Takes what the provider shows, and makes a trust of it, with the client where there is none. */
export function NewTrust({ onCreate }: { onCreate: (trust: object) => Promise<void> }) {
  const { field, forget, values } = useKept('trust.new', nothing)
  const create = useAction(async () => {
    const trimmed = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.trim()]))
    await onCreate({ name: new Date().toISOString().slice(0, 10), ...trimmed })
    forget()
  })
  return (
    <form
      aria-label={text.whatTheProviderShows}
      onSubmit={(event) => {
        event.preventDefault()
        void create.run()
      }}
    >
      <p>{text.copyTheseFromTheProvider}</p>
      {trustFields.map(([name, label, example]) => (
        <label key={name}>
          <span>{label}</span>
          <input required class="mono" placeholder={example} {...field(name)} />
        </label>
      ))}
      <Failure error={create.error} />
      <p>
        <button type="submit" class="primary" disabled={create.busy}>
          {text.trustIt}
        </button>
      </p>
    </form>
  )
}
