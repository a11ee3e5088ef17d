import type { ComponentChildren } from 'preact'
import { commonText as text } from '../text/common-text.ts'

/** A page of the guides, beside the console: what one was doing stays as it is. */
export function DocsLink({ page, children = text.learnMore }: { page: string; children?: ComponentChildren }) {
  return (
    <a href={`/docs/${page}`} target="_blank" rel="noopener">
      {children}
      <span class="visually-hidden"> {text.opensInANew}</span>
    </a>
  )
}
