import { EmptyState } from '../component/empty-state.tsx'
import { PageHeader } from '../component/page-header.tsx'

export function NotFoundPage() {
  return (
    <>
      <PageHeader title="Nothing here" />
      <EmptyState title="There is no such page.">
        The menu has all pages; <a href="/setup">Set up</a> is the first one.
      </EmptyState>
    </>
  )
}
