import { useEffect, useState } from 'preact/hooks'

import type { Group, Member } from '../../api/types.ts'
import { useResource } from '../../api/use-resource.ts'
import { logText as words } from '../../text/log-text.tsx'

/** So many are offered while one types. */
const offered = 8

/** Narrows the log down to one person or one group, found by a part of the name. */
export function OfOne({ of, onChoose }: { of: string; onChoose: (id: string) => void }) {
  const [text, setText] = useState('')
  const query = new URLSearchParams({ limit: String(offered), search: text }).toString()
  const people = useResource<readonly Member[]>(text === '' ? null : `/api/organization/members?${query}`)
  const groups = useResource<readonly Group[]>(text === '' ? null : `/api/groups?${query}`)
  const options = [
    ...(people.data ?? []).map(({ emailAddress, userId }) => [userId, emailAddress] as const),
    ...(groups.data ?? []).map(({ displayName, id }) => [id, displayName] as const),
  ]
  // Chosen from the list, or typed to its end before the list was there.
  const chosen = options.find(([, name]) => name === text)?.[0]
  useEffect(() => {
    if (chosen !== undefined && chosen !== of) onChoose(chosen)
  }, [chosen])
  const type = (typed: string): void => {
    setText(typed)
    if (typed === '' && of !== '') onChoose('')
  }
  if (of !== '' && text === '')
    return (
      <div class="of-one">
        <span>{words.onlyOnePersonOr}</span>
        <button type="button" onClick={() => onChoose('')}>
          {words.showAll}
        </button>
      </div>
    )
  return (
    <label>
      <span>{words.personOrGroup}</span>
      <input
        type="search"
        list="log-of-one"
        autoComplete="off"
        placeholder={words.anybody}
        value={text}
        onInput={(event) => type(event.currentTarget.value)}
      />
      <datalist id="log-of-one">
        {options.map(([id, name]) => (
          <option key={id} value={name} />
        ))}
      </datalist>
    </label>
  )
}
