import { useState } from 'preact/hooks'

import { Badge } from '../../component/badge.tsx'
import { Dialog } from '../../component/dialog.tsx'
import { mappingText as text } from '../../text/mapping-text.tsx'

/** Says that what stands in the editor is not in force, and gives it up where that is wanted. */
export function DraftState({ onDiscard }: { onDiscard: () => void }) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Badge tone="warn" title={text.yourDraftIsKept}>
        {text.notApplied}
      </Badge>
      <button type="button" onClick={() => setAsking(true)}>
        {text.askDiscard}
      </button>
      {asking && (
        <Dialog title={text.discardYourDraftQuestion} onClose={() => setAsking(false)}>
          <p>{text.whatYouHaveWritten}</p>
          <div class="buttons">
            <button type="button" onClick={() => setAsking(false)}>
              {text.keepIt}
            </button>
            <button type="button" class="danger primary" onClick={onDiscard}>
              {text.discard}
            </button>
          </div>
        </Dialog>
      )}
    </>
  )
}
