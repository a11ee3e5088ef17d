import { useEffect, useState } from 'preact/hooks'

import { Notice } from '../component/notice.tsx'
import { refusals, signInText as text } from '../text/sign-in-text.tsx'

/** Why single sign-on has come back without a sign-in; nothing where it has not. */
export function Refused() {
  const [{ code, request }] = useState(() => {
    const query = new URLSearchParams(location.search)
    return { code: query.get('refused'), request: query.get('request') }
  })
  useEffect(() => {
    // It is told once: who loads the page again has not been refused again.
    if (code !== null) history.replaceState(null, '', location.pathname)
  }, [code])
  const sentence = code === null ? undefined : refusals[code]
  if (sentence === undefined) return null
  return (
    <Notice kind="error">
      <p>{sentence}</p>
      {request !== null && <p class="hint">{text.theServersLogHasTheReason(request.slice(0, 64))}</p>}
    </Notice>
  )
}
