import type { ComponentChildren } from 'preact'

/** How something stands: never by colour alone. */
export type Tone = 'good' | 'bad' | 'warn' | 'plain'

export function Badge({
  tone = 'plain',
  title,
  children,
}: {
  tone?: Tone
  title?: string
  children: ComponentChildren
}) {
  return (
    <span class={`badge ${tone}`} title={title}>
      {children}
    </span>
  )
}
