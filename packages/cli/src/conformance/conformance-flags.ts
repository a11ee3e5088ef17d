/** As commander has parsed them. */
export interface ConformanceFlags {
  readonly baseUrl?: string
  readonly token?: string
  readonly clientId?: string
  readonly clientSecret?: string
  readonly clientKey?: string
  readonly tokenUrl?: string
  readonly only?: readonly string[]
  readonly provider?: readonly string[]
  readonly profile?: readonly string[]
  readonly list?: true
  readonly junit?: string
  readonly summary?: string
  readonly timeout?: string
  readonly json?: true
}
