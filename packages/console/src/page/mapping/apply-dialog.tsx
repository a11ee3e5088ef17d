import { useState } from 'preact/hooks'

import { tellMappingChanged } from '../../api/mapping-changed.ts'
import { request, RequestError } from '../../api/request.ts'
import type { Applied, Plan } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { count } from '../../component/count.ts'
import { Dialog } from '../../component/dialog.tsx'
import { Notice } from '../../component/notice.tsx'

/** What to do where an apply is refused. */
const advice: Readonly<Record<string, string>> = {
  PLAN_STALE: 'People or groups have changed since. Close this, look at the changes again, then apply.',
  LAST_OWNER: 'Nobody would be Owner any more. Keep a group that gives the role, or give it to somebody by hand first.',
  BRAKE: 'It takes away more roles than the limits in the mapping allow at once.',
  EMPTY_MAPPING: 'Nothing is written in it: everybody loses what the mapping gives.',
}

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
    <Dialog title="Apply this mapping?" onClose={onClose}>
      <p>
        {`It gives ${count(adds, 'role')} and takes ${count(removes, 'role')} away`}
        {held > 0 ? `; ${count(held, 'change waits', 'changes wait')} for an owner under Holds.` : '.'}
      </p>
      <label class="check">
        <input type="checkbox" checked={safely} onChange={(event) => setSafely(event.currentTarget.checked)} />
        Undo it by itself after 10 minutes unless I keep it
      </label>
      {apply.error !== undefined && (
        <Notice kind="error">
          <p>{apply.error.message}</p>
          {code !== null && advice[code] !== undefined && <p>{advice[code]}</p>}
        </Notice>
      )}
      <div class="buttons">
        <button type="button" onClick={onClose}>
          Not yet
        </button>
        {(code === 'BRAKE' || code === 'EMPTY_MAPPING') && (
          <button type="button" class="danger" disabled={apply.busy} onClick={() => void apply.run(true)}>
            Take them all away now
          </button>
        )}
        <button type="button" class="primary" disabled={apply.busy} onClick={() => void apply.run(false)}>
          Apply
        </button>
      </div>
    </Dialog>
  )
}
