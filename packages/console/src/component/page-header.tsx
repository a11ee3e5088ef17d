import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { commonText as text } from '../text/common-text.ts'

/** The title of a page, what it is for in one sentence, and what one can do on it. */
export function PageHeader({
  title,
  children,
  icon,
  actions,
}: {
  title: string
  /** Stands before the title. */
  icon?: ComponentChildren
  children?: ComponentChildren
  actions?: ComponentChildren
}) {
  useEffect(() => {
    document.title = text.rolecall(title)
  }, [title])
  return (
    <header class={icon === undefined ? 'page-header' : 'page-header with-icon'}>
      {icon}
      <div>
        <h1>{title}</h1>
        {children !== undefined && <p class="lead">{children}</p>}
      </div>
      {actions !== undefined && <div class="actions">{actions}</div>}
    </header>
  )
}
