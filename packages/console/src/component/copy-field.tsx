import { useState } from 'preact/hooks'
import { commonText as text } from '../text/common-text.ts'

/** A value to be typed elsewhere, with a button that copies it. */
export function CopyField({ label, value, secret = false }: { label: string; value: string; secret?: boolean }) {
  const [copied, setCopied] = useState(false)
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(value)
    setCopied(true)
    setTimeout(() => setCopied(false), 2_000)
  }
  return (
    <div class="copy-field">
      <label>
        <span>{label}</span>
        <input
          readOnly
          value={value}
          class={secret ? 'mono secret' : 'mono'}
          onFocus={(event) => event.currentTarget.select()}
        />
      </label>
      <button type="button" onClick={() => void copy()} aria-label={text.copyNamed(label)}>
        <span aria-live="polite">{copied ? text.copied : text.copy}</span>
      </button>
    </div>
  )
}
