import { useState } from 'preact/hooks'

import { Badge } from '../../component/badge.tsx'
import { Dialog } from '../../component/dialog.tsx'

/** Says that what stands in the editor is not in force, and gives it up where that is wanted. */
export function DraftState({ onDiscard }: { onDiscard: () => void }) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Badge tone="warn" title="Your draft is kept in this browser until you apply it.">
        not applied
      </Badge>
      <button type="button" onClick={() => setAsking(true)}>
        Discard…
      </button>
      {asking && (
        <Dialog title="Discard your draft?" onClose={() => setAsking(false)}>
          <p>What you have written is gone then, and the editor shows the mapping that is in force.</p>
          <div class="buttons">
            <button type="button" onClick={() => setAsking(false)}>
              Keep it
            </button>
            <button type="button" class="danger primary" onClick={onDiscard}>
              Discard
            </button>
          </div>
        </Dialog>
      )}
    </>
  )
}
