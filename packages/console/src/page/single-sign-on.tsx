import { useState } from 'preact/hooks'

import { useStored } from '../component/use-stored.ts'
import { toAddress, toPath } from '../mount.ts'
import { toPlace, toSignInPath, usedConnection } from './sign-in-place.ts'
import { signInText as text } from '../text/sign-in-text.tsx'

/** Leads to the identity provider: at once where this browser has been there, else by a link or an id that an owner has. */
export function SingleSignOn() {
  const [known] = useStored(usedConnection)
  const [place, setPlace] = useState('')
  const [isOther, setIsOther] = useState(false)
  const remembered = known !== null && !isOther
  const target = remembered ? known : toPlace(place)
  return (
    <form
      class="single-sign-on"
      aria-label={text.singleSignOn}
      onSubmit={(event) => {
        event.preventDefault()
        // Not by the form itself: a browser would not follow it to another host.
        if (target !== null) location.assign(toAddress(toSignInPath(target, toPath(location.pathname))))
      }}
    >
      <p class="or">{text.or}</p>
      {!remembered && (
        <label>
          <span>{text.signInLinkOr}</span>
          <input
            required
            value={place}
            onInput={(event) => setPlace(event.currentTarget.value)}
            aria-describedby="place-hint"
          />
        </label>
      )}
      {!remembered && (
        <p id="place-hint" class="hint">
          {text.anOwnerFindsBoth}
        </p>
      )}
      <button type="submit">{text.continueWithSingleSign}</button>
      {remembered && (
        <button type="button" class="link" onClick={() => setIsOther(true)}>
          {text.useAnotherOrganization}
        </button>
      )}
    </form>
  )
}
