import type { Proof } from './providers.ts'

/** What one calls the ways in which a provider proves who it is. */
const titles: Readonly<Record<Proof, string>> = {
  secret: 'OAuth client credentials',
  trust: 'Workload identity federation',
  token: 'Secret token',
}

/** Which of its ways the provider is to use; the first is the best. */
export function ProofChoice({
  ways,
  value,
  onChange,
}: {
  ways: readonly Proof[]
  value: Proof
  onChange: (proof: Proof) => void
}) {
  return (
    <fieldset class="choice">
      <legend>How it proves who it is</legend>
      {ways.map((way) => (
        <label key={way}>
          <input type="radio" name="proof" checked={way === value} onChange={() => onChange(way)} />
          {titles[way]}
        </label>
      ))}
    </fieldset>
  )
}
