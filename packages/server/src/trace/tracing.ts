/** What a span says; what is undefined is left out. Never who somebody is, and never a secret. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

export interface NewSpan {
  /** Of few different ones. */
  readonly name: string
  readonly kind: 'server' | 'client' | 'producer' | 'internal'
  /** The span that made it happen, as a `traceparent` of W3C Trace Context; that which is under way where it is left out or is none. */
  readonly parent?: string | undefined
  readonly attributes?: Attributes
}

/** Something that takes time, while it goes on. */
export interface Span {
  readonly traceId: string
  /** What others name it by. */
  readonly traceparent: string
  /** Runs `work` so that whatever is opened by it belongs to this span. */
  run<T>(work: () => T): T
  set(attributes: Attributes, name?: string): void
  /** It went wrong. `type` is a class of errors or a status, and no message: that may name somebody. */
  fail(type: string): void
  end(): void
}

/** What a process traces by. Where nothing is traced there is none, and nothing is asked. */
export interface Tracing {
  /** Whether spans name the organization. */
  readonly organizations: boolean
  open(span: NewSpan): Span
  /** Whether a span is under way. */
  isInside(): boolean
  /** Runs `work` as if no span was under way: it goes on when that has ended. */
  outside<T>(work: () => T): T
}

/** Runs `work` within a span. */
export async function traced<T>(tracing: Tracing, of: NewSpan, work: (span: Span) => Promise<T>): Promise<T> {
  const span = tracing.open(of)
  try {
    return await span.run(() => work(span))
  } catch (error) {
    span.fail(error instanceof Error ? error.name : 'unknown')
    throw error
  } finally {
    span.end()
  }
}
