import { EmptyState } from '../component/empty-state.tsx'
import { PageHeader } from '../component/page-header.tsx'
import { signInText as text } from '../text/sign-in-text.tsx'

export function NotFoundPage() {
  return (
    <>
      <PageHeader title={text.nothingHere} />
      <EmptyState title={text.thereIsNoSuch}>{text.theMenuHasAll()}</EmptyState>
    </>
  )
}
