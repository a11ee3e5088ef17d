import { useAction } from '../api/use-action.ts'
import { commonText as text } from '../text/common-text.ts'

/** Reads the next page of a list, where there is one. */
export function MoreButton({ more }: { more: (() => Promise<void>) | null }) {
  const next = useAction(async () => more?.())
  if (more === null) return null
  return (
    <p class="more">
      <button type="button" disabled={next.busy} onClick={() => void next.run()}>
        {text.showMore}
      </button>
    </p>
  )
}
