import type { Logger } from 'pino'

import { toLoggedError } from './error/to-logged-error.ts'
import type { TokenRouteOptions } from './oauth/token-routes.ts'
import type { RevocationRouteOptions } from './sso/revocation-routes.ts'
import type { OnResolved } from './sso/resolve-routes.ts'
import type { SignInRouteOptions } from './sso/sign-in-routes.ts'

/** Who is told why somebody was refused who is not told it themselves, and what was decided for a product. */
export interface Refusals {
  readonly token: TokenRouteOptions['onRefused']
  readonly signIn: SignInRouteOptions['onRefused']
  readonly signOut: RevocationRouteOptions['onRefused']
  readonly resolved: OnResolved
}

/** To nobody. */
export const untold: Refusals = { token() {}, signIn() {}, signOut() {}, resolved() {} }

/** To the server's log. */
export function tellRefusals(log: Logger): Refusals {
  return {
    token: (refused) => log.info(refused, 'token request refused'),
    signIn: ({ cause, ...refused }) =>
      log.info({ ...refused, ...(cause === undefined ? {} : { error: toLoggedError(cause) }) }, 'sign-in refused'),
    signOut: (refused) => log.info(refused, 'sign-out refused'),
    resolved: (decision) => log.info(decision, 'sign-in resolved'),
  }
}
