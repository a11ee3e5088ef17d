import type { ComponentChildren } from 'preact'

import { useBySetupLink } from '../session-context.ts'

/** Leads to a page that a set-up link does not open: by one it is only a text. */
export function PageLink({ href, children }: { readonly href: string; readonly children: ComponentChildren }) {
  return useBySetupLink() ? <>{children}</> : <a href={href}>{children}</a>
}
