import { useEffect, useRef, useState } from 'preact/hooks'

import { useMappingChanged } from '../../api/mapping-changed.ts'
import type { Applied } from '../../api/types.ts'
import { Failure } from '../../component/failure.tsx'
import { Placeholder } from '../../component/list.tsx'
import { Notice } from '../../component/notice.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import type { Draft } from '../../draft/draft.ts'
import { useDraft } from '../../draft/use-draft.ts'
import { usePlace } from '../../use-place.ts'
import type { MappingWish } from './begin-text.ts'
import { DraftState } from './draft-state.tsx'
import { useCurrentMapping, type CurrentMapping } from './use-current-mapping.ts'
import { Workbench } from './workbench.tsx'
import { mappingText as text } from '../../text/mapping-text.tsx'

export function MappingPage() {
  const { current, error, reload } = useCurrentMapping()
  const { query, route } = usePlace()
  const [wish, setWish] = useState<MappingWish>({ group: query['group'], line: query['line'] })
  const { draft, keepPlan, readDraft, setDraft: store } = useDraft()
  const own = useRef(draft?.text)
  const [applied, setApplied] = useState<Applied>()
  const [begun, setBegun] = useState<CurrentMapping>()
  const [discards, setDiscards] = useState(0)
  useMappingChanged(reload)
  const setDraft = (next: Draft | null): void => {
    own.current = next?.text
    store(next)
  }
  useEffect(() => {
    // As it is by now: whoever types quickly is ahead of the page that is drawn.
    const stored = readDraft()?.text
    if (stored === own.current) return
    // Another tab has gone on writing: there is one draft, and both show it.
    own.current = stored
    setDiscards((count) => count + 1)
  }, [draft?.text])
  useEffect(() => {
    // It has been applied: by somebody else, or by an apply whose answer was lost.
    if (draft !== null && draft.text === current?.text) setDraft(null)
  }, [current])
  // What is in force is shown at once, except in place of what somebody writes.
  if (current !== undefined && begun?.version !== current.version && (begun === undefined || draft === null))
    setBegun(current)
  useEffect(() => {
    if (begun === undefined) return
    // It is begun once: by a reload, the way back or another tab there would be a second entry for the group.
    setWish({})
    if (query['group'] !== undefined) route('/mapping', true)
  }, [begun])
  return (
    <>
      <PageHeader
        title={text.mapping}
        actions={
          <>
            {draft !== null && (
              <DraftState
                onDiscard={() => {
                  setDraft(null)
                  setDiscards((count) => count + 1)
                }}
              />
            )}
            <a href="/mapping/versions">{text.versions}</a>
          </>
        }
      >
        {text.whichGroupGivesWhichRole}
      </PageHeader>
      <Failure error={error} />
      {applied !== undefined && applied.version === current?.version && (
        <Notice kind="success">{text.versionIsInForce(applied.version)}</Notice>
      )}
      {draft !== null && current !== undefined && draft.base !== current.version && (
        <Notice kind="warning">
          {text.versionHasComeSince(current.version)}
          <a href={`/mapping/versions?version=${current.version}`}>{text.seeWhatItChanged}</a>
        </Notice>
      )}
      {current === undefined || begun === undefined ? (
        error === undefined && <Placeholder />
      ) : (
        <Workbench
          key={`${begun.version} ${discards}`}
          current={current}
          draft={draft}
          wish={wish}
          setDraft={setDraft}
          keepPlan={keepPlan}
          onApplied={async (result) => {
            setDraft(null)
            setApplied(result)
            await reload()
          }}
        />
      )}
    </>
  )
}
