import { useAction } from '../../api/use-action.ts'
import { Failure } from '../../component/failure.tsx'
import { useKept } from '../../component/use-kept.ts'

/** The four values that the provider shows, by what it calls them. */
const fields = [
  ['issuer', 'Issuer (iss)', 'https://login.microsoftonline.com/TENANT_ID/v2.0'],
  ['jwksUri', 'JWKS URL', 'https://login.microsoftonline.com/TENANT_ID/discovery/v2.0/keys'],
  ['subject', 'Subject (sub)', 'the object id of the workload identity'],
  ['audience', 'Audience (aud)', 'api://APPLICATION_ID/.default'],
] as const

type Field = (typeof fields)[number][0]

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
      aria-label="What the provider shows"
      onSubmit={(event) => {
        event.preventDefault()
        void create.run()
      }}
    >
      <p>Copy these from the provider. They are compared exactly with what it sends.</p>
      {fields.map(([name, label, example]) => (
        <label key={name}>
          <span>{label}</span>
          <input required class="mono" placeholder={example} {...field(name)} />
        </label>
      ))}
      <Failure error={create.error} />
      <p>
        <button type="submit" class="primary" disabled={create.busy}>
          Trust it
        </button>
      </p>
    </form>
  )
}
