import { useContext, useMemo } from 'preact/hooks'

import { readStored, useStored } from '../component/use-stored.ts'
import { SessionContext } from '../session-context.ts'
import { parseDraft, type Draft } from './draft.ts'

interface KeptDraft {
  readonly draft: Draft | null
  readonly setDraft: (draft: Draft | null) => void
  /** As the browser has it at this moment, which may be ahead of what is drawn. */
  readonly readDraft: () => Draft | null
  /** Keeps the plan that was made of a text, unless another draft, or none, has taken its place meanwhile. */
  readonly keepPlan: (planned: Draft) => void
}

/** The draft of the organization that one is signed in to; it stays in this browser until it is applied or discarded. */
export function useDraft(): KeptDraft {
  const organizationId = useContext(SessionContext)?.organization.id ?? ''
  const key = `rolecall.draft.${organizationId}`
  const [stored, store] = useStored(key)
  const draft = useMemo(() => parseDraft(stored), [stored])
  const readDraft = (): Draft | null => parseDraft(readStored(key))
  const setDraft = (next: Draft | null): void => store(next === null ? null : JSON.stringify(next))
  return {
    draft,
    setDraft,
    readDraft,
    keepPlan(planned) {
      if (readDraft()?.text === planned.text) setDraft(planned)
    },
  }
}
