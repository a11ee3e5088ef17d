import { Failure } from '../component/failure.tsx'
import { frameText as text } from '../text/frame-text.tsx'

/** Where nothing can be shown yet: why, and the way to try it again. */
export function Unreachable({ error, onAgain }: { readonly error: Error; readonly onAgain: () => void }) {
  return (
    <div class="unreachable">
      <Failure error={error} />
      <button type="button" class="primary" onClick={onAgain}>
        {text.tryAgain}
      </button>
    </div>
  )
}
