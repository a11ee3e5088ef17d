import { useEffect, useRef, useState } from 'preact/hooks'

import { commonText as text } from '../text/common-text.ts'

const said = { copied: text.copied, selected: text.selected } as const

/** A value to be typed elsewhere, with a button that copies it. */
export function CopyField({ label, value, secret = false }: { label: string; value: string; secret?: boolean }) {
  const [done, setDone] = useState<keyof typeof said>()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (done === undefined) return
    const timer = setTimeout(() => setDone(undefined), 4_000)
    return () => clearTimeout(timer)
  }, [done])
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(value)
      setDone('copied')
    } catch {
      // Without https a browser gives no clipboard, and some refuse it: then the keyboard copies what is selected.
      field.current?.select()
      setDone('selected')
    }
  }
  return (
    <div class="copy-field">
      <label>
        <span>{label}</span>
        <input
          ref={field}
          readOnly
          value={value}
          class={secret ? 'mono secret' : 'mono'}
          onFocus={(event) => event.currentTarget.select()}
        />
      </label>
      <button type="button" onClick={() => void copy()} aria-label={text.copyNamed(label)}>
        <span aria-live="polite">{done === undefined ? text.copy : said[done]}</span>
      </button>
    </div>
  )
}
