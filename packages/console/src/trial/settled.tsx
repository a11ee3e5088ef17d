import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { trialText as text } from '../text/trial-text.tsx'

/** What has become of a version on trial. The focus comes here, from a button that is gone. */
export function Settled({ onClose, children }: { onClose: () => void; children: ComponentChildren }) {
  const place = useRef<HTMLParagraphElement>(null)
  useEffect(() => place.current?.focus(), [])
  return (
    <section class="banner success" aria-label={text.mapping}>
      <p ref={place} tabIndex={-1}>
        {children}
      </p>
      <div class="banner-buttons">
        <button type="button" onClick={onClose}>
          {text.dismiss}
        </button>
      </div>
    </section>
  )
}
