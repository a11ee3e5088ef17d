import { useState } from 'preact/hooks'

import { tellMappingChanged } from '../../api/mapping-changed.ts'
import { request, RequestError } from '../../api/request.ts'
import type { Applied, Plan } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { Dialog } from '../../component/dialog.tsx'
import { Notice } from '../../component/notice.tsx'
import { applyAdvice, mappingText as text } from '../../text/mapping-text.tsx'

/** The last question before a mapping is in force. */
export function ApplyDialog({
  plan,
  onClose,
  onApplied,
}: {
  plan: Plan
  onClose: () => void
  onApplied: (applied: Applied) => Promise<void>
}) {
  const [safely, setSafely] = useState(false)
  const apply = useAction(async (confirm: boolean) => {
    const body = { planId: plan.planId, ...(safely && { commitWithin: '10m' }), ...(confirm && { confirm: true }) }
    const reply = await request<Applied>('/api/settings/scim-mapping/apply', { method: 'POST', body })
    await onApplied(reply.body)
    tellMappingChanged()
    onClose()
  })
  const code = apply.error instanceof RequestError ? apply.error.code : null
  const { adds, removes, held } = plan.summary
  return (
    <Dialog title={text.applyThisMappingQuestion} onClose={onClose}>
      <p>
        {text.itGivesAndTakes(adds, removes)}
        {held > 0 ? text.forAnOwnerUnder(held) : '.'}
      </p>
      <label class="check">
        <input type="checkbox" checked={safely} onChange={(event) => setSafely(event.currentTarget.checked)} />
        {text.undoItByItself}
      </label>
      {apply.error !== undefined && (
        <Notice kind="error">
          <p>{apply.error.message}</p>
          {code !== null && applyAdvice[code] !== undefined && <p>{applyAdvice[code]}</p>}
        </Notice>
      )}
      <div class="buttons">
        <button type="button" onClick={onClose}>
          {text.notYet}
        </button>
        {(code === 'BRAKE' || code === 'EMPTY_MAPPING') && (
          <button type="button" class="danger" disabled={apply.busy} onClick={() => void apply.run(true)}>
            {text.takeThemAllAway}
          </button>
        )}
        <button type="button" class="primary" disabled={apply.busy} onClick={() => void apply.run(false)}>
          {text.apply}
        </button>
      </div>
    </Dialog>
  )
}
