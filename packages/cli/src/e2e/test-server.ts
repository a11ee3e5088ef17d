import type { TestDatabase } from '@rolecall/testkit/test-databases'

/** One organization of a test server, with what its provider and its owner need. */
export interface Tenant {
  readonly organizationId: string
  readonly scim: { readonly tenantUrl: string; readonly secretToken: string }
  readonly ownerKey: string
  /** A request to the management API by the owner's key. */
  readonly owner: (method: string, path: string, body?: unknown) => Promise<Answer>
  /** A request to the SCIM endpoint by the provider's token. */
  readonly provider: (method: string, path: string, body?: unknown) => Promise<Answer>
  readonly putMapping: (text: string) => Promise<Answer>
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** Parsed JSON, the text where it is none, `undefined` for an empty body. */
  readonly body: unknown
}

export interface TestServer {
  readonly url: string
  readonly createTenant: () => Promise<Tenant>
  /** Differences between what is stored and a computation from nothing. */
  readonly verify: (organizationId: string) => Promise<readonly unknown[]>
  readonly close: () => Promise<void>
}

export declare function startTestServer(database: TestDatabase): Promise<TestServer>
