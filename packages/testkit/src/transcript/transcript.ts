/** What a provider sends and what must be answered, as a file that people read. */
export interface Transcript {
  readonly title: string
  /** The page or issue that it comes from, or `synthetic`. */
  readonly source: string
  readonly steps: readonly TranscriptStep[]
}

export interface TranscriptStep {
  /** Why the step is there, where its request does not say it. */
  readonly note?: string
  readonly request: TranscriptRequest
  readonly response: TranscriptResponse
  /** Names for values of the answer, by path; `${name}` stands for them in later steps. */
  readonly save?: { readonly [name: string]: string }
}

export interface TranscriptRequest {
  readonly method: string
  /** Below the SCIM endpoint, with its query as it is sent. */
  readonly path: string
  /** A text is sent as it is; anything else as JSON. */
  readonly body?: unknown
  /** The parameters of a request to the token endpoint; its path is of no account. */
  readonly form?: { readonly [name: string]: string }
  readonly headers?: { readonly [name: string]: string }
}

/** What is given must be there; what is not given may be anything. */
export interface TranscriptResponse {
  readonly status: number
  /** Objects may have more keys, lists are as long as this. */
  readonly body?: unknown
  /** Paths that the answer must not have. */
  readonly absent?: readonly string[]
  readonly headers?: { readonly [name: string]: string }
}
