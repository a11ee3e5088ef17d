import type { Proof } from '../../text/provider-guides.ts'
import { proofTitles, setupText as text } from '../../text/setup-text.tsx'

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
      <legend>{text.howItProvesWhoItIs}</legend>
      {ways.map((way) => (
        <label key={way}>
          <input type="radio" name="proof" checked={way === value} onChange={() => onChange(way)} />
          {proofTitles[way]}
        </label>
      ))}
    </fieldset>
  )
}
