import { isObject } from './json.ts'
import type { Reply } from './ask.ts'
import type { ScimClient } from './scim-client.ts'

/** There is nothing to check at the address: no SCIM endpoints, or none for this token. The message says what to look at. */
export class NoScimServer extends Error {
  override readonly name = 'NoScimServer'
}

/** Looks whether anybody there speaks SCIM to this token, so that a wrong URL does not fail every check. Throws NoScimServer. */
export async function expectScimServer(client: ScimClient): Promise<void> {
  const config = await client('GET', '/ServiceProviderConfig')
  const users = await client('GET', '/Users?count=1')
  if (isAnswer(config) || isAnswer(users)) return
  throw new NoScimServer(`GET /Users was answered by ${users.status}: ${meaningOf(users)}`)
}

function isAnswer({ body, status }: Reply): boolean {
  return status >= 200 && status < 300 && isObject(body)
}

function meaningOf({ headers, status }: Reply): string {
  if (status === 401 || status === 403) return 'the token is not accepted'
  if (status === 404) return 'there are no SCIM endpoints at this base URL'
  if (status === 429) return 'no request is served now'
  if (status >= 300 && status < 400) return `it leads to ${headers.get('location') ?? 'nowhere'}; is this the base URL?`
  if (status >= 400) return 'nothing can be checked'
  return `its body (${headers.get('content-type') ?? 'of no type'}) is no JSON object; is this the base URL?`
}
