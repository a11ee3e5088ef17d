import { useEffect, useState } from 'preact/hooks'

import { Notice } from '../component/notice.tsx'

/** What to do where single sign-on let nobody in, by the code that the server gives. */
const sentences: Readonly<Record<string, string>> = {
  link: 'There is no single sign-on at this address. Ask an owner of your organization for the sign-in link.',
  ended: 'This sign-in took too long, was used already, or was begun in another browser. Begin again.',
  provider:
    'Your identity provider did not let you in. Ask its administrator whether you are assigned to this application.',
  answer:
    'What your identity provider answered could not be verified, so nobody was signed in. Try again; if it stays so, the settings of the connection do not fit.',
  unavailable: 'Your identity provider can not be asked at the moment. Try again, or sign in with an owner key.',
  unknown:
    'You are not known in this organization yet. Ask its administrator to assign you, and to let the identity provider send you here.',
  inactive:
    'Your account in this organization is inactive. Ask its administrator to activate you at the identity provider.',
  ambiguous:
    'Several people of this organization have your identity, so nobody can sign in by it. Ask an owner to mend that; an owner key still works.',
  'not-owner':
    'You are a member of this organization, and only its Owners may use the console. Ask an owner for the role.',
}

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
  const sentence = code === null ? undefined : sentences[code]
  if (sentence === undefined) return null
  return (
    <Notice kind="error">
      <p>{sentence}</p>
      {request !== null && (
        <p class="hint">
          The server's log has the reason under the request <code>{request.slice(0, 64)}</code>.
        </p>
      )}
    </Notice>
  )
}
