import { shownName } from '../text/shown-name.ts'
import { PersonLink } from './link.tsx'

interface PersonNameProps {
  readonly emailAddress: string
  readonly displayName: string | null
}

/** Somebody in a row: the name, which leads there, and the address below it where that is another. */
export function PersonName({ displayName, emailAddress }: PersonNameProps) {
  return (
    <>
      <PersonLink email={emailAddress} name={displayName} />
      {shownName(displayName, emailAddress) !== emailAddress && <span class="note">{emailAddress}</span>}
    </>
  )
}
