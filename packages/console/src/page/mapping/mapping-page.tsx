import { useState } from 'preact/hooks'
import { lazy } from 'preact-iso'

import { useMappingChanged } from '../../api/mapping-changed.ts'
import { request, RequestError, type Diagnostic } from '../../api/request.ts'
import type { Applied, Plan, TestReport } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { useResource } from '../../api/use-resource.ts'
import { Failure } from '../../component/failure.tsx'
import { Placeholder } from '../../component/list.tsx'
import { Notice } from '../../component/notice.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { useMayChange } from '../../session-context.ts'
import { ApplyDialog } from './apply-dialog.tsx'
import { firstMapping } from './first-mapping.ts'
import { PlanView } from './plan-view.tsx'
import { Problems } from './problems.tsx'
import { readVocabulary } from './read-vocabulary.ts'

const path = '/api/settings/scim-mapping'

const MappingEditor = lazy(() => import('../../editor/mapping-editor.tsx').then((m) => m.MappingEditor))

/** What the server says about a text. */
interface Checked {
  readonly text: string
  readonly diagnostics: readonly Diagnostic[]
  readonly tests: TestReport | null
}

export function MappingPage() {
  const { data: current, reply, error, reload } = useResource<string>(path, { accept: 'application/yaml' })
  const [applied, setApplied] = useState<Applied>()
  useMappingChanged(reload)
  return (
    <>
      <PageHeader title="Mapping" actions={<a href="/mapping/versions">Versions</a>}>
        Which group gives which role. Nothing changes until you apply it.
      </PageHeader>
      <Failure error={error} />
      {applied !== undefined && reply?.etag?.replace(/\D/g, '') === String(applied.version) && (
        <Notice kind="success">{`Version ${applied.version} is in force.`}</Notice>
      )}
      {current === undefined && reply === undefined ? (
        error === undefined && <Placeholder />
      ) : (
        <Workbench
          key={reply?.etag ?? ''}
          current={current ?? ''}
          onApplied={async (result) => {
            setApplied(result)
            await reload()
          }}
        />
      )}
    </>
  )
}

function Workbench({ current, onApplied }: { current: string; onApplied: (applied: Applied) => Promise<void> }) {
  const isFirst = current.trim() === ''
  const [text, setText] = useState(isFirst ? firstMapping : current)
  const [checked, setChecked] = useState<Checked>()
  const [plan, setPlan] = useState<{ readonly text: string; readonly plan: Plan }>()
  const [applying, setApplying] = useState(false)
  const mayChange = useMayChange()

  async function check(written: string): Promise<readonly Diagnostic[]> {
    const { body } = await request<{ diagnostics: readonly Diagnostic[]; tests?: TestReport }>(`${path}/check`, {
      method: 'POST',
      body: written,
    })
    setChecked({ text: written, diagnostics: body.diagnostics, tests: body.tests ?? null })
    return body.diagnostics
  }
  const planning = useAction(async () => {
    try {
      const { body } = await request<Plan>(`${path}/plan`, { method: 'POST', body: text })
      setPlan({ text, plan: body })
    } catch (error) {
      const diagnostics = error instanceof RequestError ? error.body['diagnostics'] : undefined
      if (Array.isArray(diagnostics))
        setChecked({ text, diagnostics: diagnostics as readonly Diagnostic[], tests: null })
      throw error
    }
  })
  const errors = checked?.text === text ? checked.diagnostics.filter(({ severity }) => severity === 'error') : []
  const fresh = plan?.text === text ? plan.plan : undefined
  return (
    <>
      <div class="workbench">
        <section aria-label="Editor" class="editor-pane">
          <MappingEditor
            text={text}
            readOnly={!mayChange}
            vocabulary={readVocabulary}
            check={check}
            onChange={setText}
          />
          {mayChange && (
            <div class="buttons">
              <button
                type="button"
                class={fresh === undefined ? 'primary' : ''}
                disabled={planning.busy || errors.length > 0}
                onClick={() => void planning.run()}
              >
                See what it changes
              </button>
              <button
                type="button"
                class={fresh === undefined ? '' : 'primary'}
                disabled={fresh === undefined || (fresh.errors ?? []).length > 0}
                onClick={() => setApplying(true)}
              >
                Apply…
              </button>
            </div>
          )}
        </section>
        <div class="side-pane">
          <Problems diagnostics={checked?.diagnostics} tests={checked?.tests ?? null} />
          <Failure error={planning.error} />
          <PlanView plan={plan?.plan} stale={plan !== undefined && fresh === undefined} />
        </div>
      </div>
      {applying && fresh !== undefined && (
        <ApplyDialog plan={fresh} onClose={() => setApplying(false)} onApplied={onApplied} />
      )}
    </>
  )
}
