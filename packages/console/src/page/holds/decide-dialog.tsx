import { useState } from 'preact/hooks'

import { request, RequestError } from '../../api/request.ts'
import type { Hold } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { Dialog } from '../../component/dialog.tsx'
import { Failure } from '../../component/failure.tsx'
import { holdsText as text } from '../../text/holds-text.tsx'

/** The last question before a hold is decided: as it was when the question was asked, whatever has joined since. */
export function DecideDialog({
  hold,
  decision,
  consequence,
  onClose,
  onDecided,
}: {
  hold: Hold
  decision: 'approve' | 'reject'
  consequence: string
  onClose: () => void
  onDecided: () => Promise<void>
}) {
  const [{ etag, id, lines, reason }] = useState(hold)
  const decide = useAction(async (some?: readonly string[]) => {
    const body = some === undefined ? {} : { body: { lines: some } }
    await request(`/api/holds/${id}/${decision}`, { method: 'POST', ifMatch: etag, ...body })
    onClose()
    await onDecided()
  })
  const refusal = decide.error instanceof RequestError ? decide.error : null
  const others = lines.filter(({ role, scope }) => scope !== 'organization' || role !== 'Owner')
  const otherIds = others.flatMap((line) => line.id ?? [])
  return (
    <Dialog title={decision === 'approve' ? text.approveQuestion : text.rejectQuestion} onClose={onClose}>
      <p>{reason}</p>
      <p>{consequence}</p>
      <Failure error={decide.error} />
      {refusal?.status === 412 && <p>{text.moreWaitsNowThan}</p>}
      <div class="buttons">
        <button type="button" onClick={onClose}>
          {text.notYet}
        </button>
        {refusal?.code === 'LAST_OWNER' && otherIds.length > 0 && (
          <button type="button" disabled={decide.busy} onClick={() => void decide.run(otherIds)}>
            {text.allButTheOwners}
          </button>
        )}
        <button type="button" class="primary" disabled={decide.busy} onClick={() => void decide.run()}>
          {decision === 'approve' ? text.approve : text.reject}
        </button>
      </div>
    </Dialog>
  )
}
