import { BadRequest } from '@rolecall/core/scim/errors'

import type { Step } from './request-state.ts'

/** Of these a request says one thing: of two, a proxy before this server may have believed the other one. */
const single: ReadonlySet<string> = new Set(['authorization', 'content-type', 'host', 'x-api-key'])

/** 400 for a request that says one of these twice (RFC 9110 §5.3; RFC 9112 §3.2 for `Host`): Node.js keeps the first, unsaid. */
export const refuseAmbiguous: Step = ({ req }, next) => {
  const seen = new Set<string>()
  for (let index = 0; index < req.rawHeaders.length; index += 2) {
    const name = (req.rawHeaders[index] ?? '').toLowerCase()
    if (!single.has(name)) continue
    if (seen.has(name)) throw new BadRequest(`The header ${name} is there twice; send it once`)
    seen.add(name)
  }
  return next()
}
