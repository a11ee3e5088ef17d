import type { ComponentChildren } from 'preact'

/** Something to know before going on. An `error` is read out at once. */
export function Notice({
  kind,
  children,
}: {
  kind: 'info' | 'warning' | 'error' | 'success'
  children: ComponentChildren
}) {
  return (
    <div class={`notice ${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      {children}
    </div>
  )
}
