import type { PresentedKey } from '@rolecall/core/access/authenticate'
import type { ApiKeyRecord } from '@rolecall/core/directory/api-key'

/** By what a request says whose it is (a key, the access token of a client, a session), and the key that this leads to, if it is in force. */
export type Credential =
  | { readonly by: 'nothing' }
  /** `known` is the key, be it in force or not: whose request it was that was refused. */
  | {
      readonly by: 'key'
      readonly key: ApiKeyRecord | undefined
      readonly known: ApiKeyRecord | undefined
      /** What was presented, be it only the id of a key. */
      readonly presented: PresentedKey | undefined
    }
  /** A platform key, of a route of the platform. */
  | { readonly by: 'platform'; readonly key: ApiKeyRecord | undefined }
  | { readonly by: 'session'; readonly key: ApiKeyRecord | undefined; readonly sessionId: string | undefined }
