import { fold } from '../scim/fold.ts'
import type { Issue } from '../scim/errors.ts'

/** What somebody can change, or is given after somebody else had it, by the end of its name. */
const changingEnds = ['name', 'login', 'upn', 'alias', 'address', 'number', 'hint']

/** The same, wherever these letters are. */
const changingParts = ['mail', 'phone', 'mobile']

/** What a token says of itself or of many (RFC 7519 §4.1, OpenID Connect Core §2): it would make one person of all. */
const ofTheToken = new Set(
  'iss aud azp exp iat nbf jti nonce acr amr auth_time sid typ ver tid hd groups roles scope scp'.split(' '),
)

/**
 * Why a claim can't say who somebody is: whoever gets the e-mail address of somebody who left would sign in as them. A claim
 * goes by many names: `http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress`, `user.e-mail`, `EMail`.
 */
export function checkSubjectClaim(claim: string): readonly Issue[] {
  const folded = fold(claim.normalize('NFKC'))
  const name = (folded.split(/[^\p{L}\p{N}_-]+/u).findLast((word) => word !== '') ?? '').replaceAll(/[_-]/g, '')
  if (name === '') return [refuse(claim, 'is no name of a claim')]
  if (ofTheToken.has(folded)) return [refuse(claim, 'says something of the token, not who somebody is')]
  const changes = changingEnds.some((end) => name.endsWith(end)) || changingParts.some((part) => name.includes(part))
  return changes ? [refuse(claim, 'can change hands and identifies nobody')] : []
}

function refuse(claim: string, reason: string): Issue {
  return { path: 'claim', message: `"${claim}" ${reason}; use "oid" for Entra or "sub"` }
}
