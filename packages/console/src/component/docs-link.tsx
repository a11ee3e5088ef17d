import type { ComponentChildren } from 'preact'

/** A page of the guides, beside the console: what one was doing stays as it is. */
export function DocsLink({ page, children = 'Learn more' }: { page: string; children?: ComponentChildren }) {
  return (
    <a href={`/docs/${page}`} target="_blank" rel="noopener">
      {children}
      <span class="visually-hidden"> (opens in a new tab)</span>
    </a>
  )
}
