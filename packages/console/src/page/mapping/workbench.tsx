import { useEffect, useRef, useState } from 'preact/hooks'

import { tellMappingChanged } from '../../api/mapping-changed.ts'
import { request, RequestError } from '../../api/request.ts'
import type { Applied, Checked as Answer, Diagnostic, Plan, TestReport } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { Failure } from '../../component/failure.tsx'
import type { Draft } from '../../draft/draft.ts'
import { loadPage } from '../../load-page.tsx'
import { useMayChange } from '../../session-context.ts'
import { ApplyDialog } from './apply-dialog.tsx'
import { firstMapping } from '../../text/first-mapping.ts'
import { makePlan, type PlanProgress as Progress } from './plan/make-plan.ts'
import { PlanProgress } from './plan/plan-progress.tsx'
import { PlanView } from './plan/plan-view.tsx'
import { Problems } from './problems.tsx'
import { beginText, type MappingWish } from './begin-text.ts'
import { readVocabulary } from './read-vocabulary.ts'
import type { CurrentMapping } from './use-current-mapping.ts'
import { mappingText as words } from '../../text/mapping-text.tsx'

const path = '/api/settings/scim-mapping'

const MappingEditor = loadPage(() => import('../../editor/mapping-editor.tsx').then((m) => m.MappingEditor))

/** What the server says about a text. */
interface Checked {
  readonly text: string
  readonly diagnostics: readonly Diagnostic[]
  readonly tests: TestReport | null
}

interface WorkbenchProps {
  readonly current: CurrentMapping
  readonly draft: Draft | null
  /** A group that is to get a role, or the line that one wants to see. */
  readonly wish: MappingWish
  readonly setDraft: (draft: Draft | null) => void
  /** Told of the plan of a text that may be no longer what is written. */
  readonly keepPlan: (planned: Draft) => void
  readonly onApplied: (applied: Applied) => Promise<void>
}

/** The editor, what is wrong with the text, and what it would change. `key` it by what is to be begun anew. */
export function Workbench({ current, draft, wish, setDraft, keepPlan, onApplied }: WorkbenchProps) {
  const untouched = current.text.trim() === '' ? firstMapping : current.text
  const [begun] = useState(() => beginText(draft?.text ?? (wish.group === undefined ? untouched : current.text), wish))
  const [text, setText] = useState(begun.text)
  const [checked, setChecked] = useState<Checked>()
  const [plan, setPlan] = useState<{ readonly text: string; readonly plan: Plan }>()
  const [progress, setProgress] = useState<Progress>()
  const [applying, setApplying] = useState(false)
  const mayChange = useMayChange()
  const latest = useRef(text)
  latest.current = text

  useEffect(() => {
    if (begun.text !== (draft?.text ?? untouched)) write(begun.text)
  }, [])
  useEffect(() => {
    if (draft === null || draft.planId === null) return
    // A plan that the server no longer has is asked for again by who wants it.
    request<Partial<Plan>>(`${path}/plan/${draft.planId}`).then(
      ({ body }) => body.summary && setPlan((made) => made ?? { text: draft.text, plan: body as Plan }),
      () => {},
    )
  }, [])

  function write(written: string): void {
    setText(written)
    const planId = written === plan?.text ? plan.plan.planId : null
    setDraft(written === untouched ? null : { text: written, base: draft?.base ?? current.version, planId })
  }
  async function check(written: string): Promise<readonly Diagnostic[]> {
    const { body } = await request<Answer>(`${path}/check`, {
      method: 'POST',
      body: written,
    })
    // One may have gone on writing, and what was asked later be answered already.
    if (latest.current === written) setChecked({ text: written, diagnostics: body.diagnostics, tests: body.tests })
    return body.diagnostics
  }
  const planning = useAction(async () => {
    try {
      const body = await makePlan({ text }, setProgress)
      setPlan({ text, plan: body })
      keepPlan({ text, base: body.baseVersion, planId: body.planId })
      if (body.baseVersion !== current.version) tellMappingChanged()
    } catch (error) {
      const diagnostics = error instanceof RequestError ? error.body['diagnostics'] : undefined
      if (Array.isArray(diagnostics))
        setChecked({ text, diagnostics: diagnostics as readonly Diagnostic[], tests: null })
      throw error
    } finally {
      setProgress(undefined)
    }
  })
  const errors = checked?.text === text ? checked.diagnostics.filter(({ severity }) => severity === 'error') : []
  const stale = plan === undefined ? undefined : whyStale(plan, text, current)
  const fresh = stale === undefined ? plan?.plan : undefined
  return (
    <>
      <div class="workbench">
        <section aria-label={words.editor} class="editor-pane">
          <MappingEditor
            text={text}
            at={begun.at}
            readOnly={!mayChange}
            vocabulary={readVocabulary}
            check={check}
            onChange={write}
          />
          {mayChange && (
            <div class="buttons">
              <button
                type="button"
                class={fresh === undefined ? 'primary' : ''}
                disabled={planning.busy || errors.length > 0}
                onClick={() => void planning.run()}
              >
                {words.seeWhatItChanges}
              </button>
              <button
                type="button"
                class={fresh === undefined ? '' : 'primary'}
                disabled={fresh === undefined || fresh.errors.length > 0}
                onClick={() => setApplying(true)}
              >
                {words.askApply}
              </button>
            </div>
          )}
        </section>
        <div class="side-pane">
          <Problems diagnostics={checked?.diagnostics} tests={checked?.tests ?? null} />
          <Failure error={planning.error} />
          {progress !== undefined && <PlanProgress progress={progress} />}
          <PlanView plan={plan?.plan} stale={stale} onAgain={planning.run} />
        </div>
      </div>
      {applying && fresh !== undefined && (
        <ApplyDialog plan={fresh} onClose={() => setApplying(false)} onApplied={onApplied} />
      )}
    </>
  )
}

/** Why a plan no longer says what an apply would do; `undefined` where it does. */
function whyStale(
  plan: { readonly text: string; readonly plan: Plan },
  text: string,
  current: CurrentMapping,
): string | undefined {
  if (plan.text !== text) return words.theTextHasChanged
  if (plan.plan.baseVersion !== current.version) return words.anotherVersionHasCome
  return undefined
}
