import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/** What has become of a version on trial. The focus comes here, from a button that is gone. */
export function Settled({ onClose, children }: { onClose: () => void; children: ComponentChildren }) {
  const place = useRef<HTMLParagraphElement>(null)
  useEffect(() => place.current?.focus(), [])
  return (
    <section class="banner success" aria-label="Mapping">
      <p ref={place} tabIndex={-1}>
        {children}
      </p>
      <div class="banner-buttons">
        <button type="button" onClick={onClose}>
          Dismiss
        </button>
      </div>
    </section>
  )
}
