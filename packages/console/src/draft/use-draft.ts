import { useCallback, useContext, useMemo } from 'preact/hooks'

import { useStored } from '../component/use-stored.ts'
import { SessionContext } from '../session-context.ts'
import { parseDraft, type Draft } from './draft.ts'

/** The draft of the organization that one is signed in to; it stays in this browser until it is applied or discarded. */
export function useDraft(): readonly [Draft | null, (draft: Draft | null) => void] {
  const organizationId = useContext(SessionContext)?.organization.id ?? ''
  const [stored, store] = useStored(`rolecall.draft.${organizationId}`)
  const draft = useMemo(() => parseDraft(stored), [stored])
  const setDraft = useCallback((next: Draft | null) => store(next === null ? null : JSON.stringify(next)), [store])
  return [draft, setDraft]
}
