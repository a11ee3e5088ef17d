import type { OperationContext } from '../change/operation-context.ts'
import { checkUrl } from '../access/issuer.ts'
import type { Subscription, TokenDefinition } from '../directory/subscription.ts'
import { UnprocessableError } from '../errors.ts'
import type { Issue } from '../scim/errors.ts'
import { toTypes, type StreamEvents } from './security-event.ts'
import { sealFor } from './signing-secrets.ts'
import { changeSubscription, createSubscription, stream } from './subscriptions.ts'

/** What somebody says about a new event stream. */
export interface StreamInput {
  readonly displayName: string
  /** How tokens get to the receiver: it polls, or they are pushed to `url`. */
  readonly method: 'poll' | 'push'
  readonly url: string | null
  readonly audience: readonly string[]
  readonly form: TokenDefinition['form']
  /** What it is of. */
  readonly events: readonly StreamEvents[]
  /** What a push says in `Authorization`; `null` for nothing. */
  readonly authorization: string | null
  readonly issuer: string
}

/** Makes a stream of what happens from now on. `more` is what the caller knows against it. Throws UnprocessableError, ConflictError. */
export function createStream(
  context: OperationContext,
  { audience, authorization, displayName, events, form, issuer, method, url }: StreamInput,
  more: readonly Issue[],
): Promise<Subscription> {
  const id = context.newId()
  const owner = { organizationId: context.organizationId, id }
  refuseUnsigned(context, 'method')
  const sealed = authorization === null ? null : sealFor(context, owner, 'authorization', authorization)
  const tokens = { issuer, audience, form, authorization: sealed }
  const definition = { id, kind: method, displayName, url, types: toTypes(events), secrets: [], tokens }
  return createSubscription(context, definition, [...checkMethod(method, url, authorization), ...more])
}

/** What of a stream may change; what is left out stays. */
export interface StreamChange extends Partial<
  Pick<StreamInput, 'displayName' | 'audience' | 'form' | 'events' | 'authorization'>
> {
  readonly url?: string
  readonly state?: 'on' | 'paused'
}

/** Changes a stream from its next token on. Throws NotFound, UnprocessableError. */
export function changeStream(
  context: OperationContext,
  id: string,
  { audience, authorization, events, form, url, ...own }: StreamChange,
  more: readonly Issue[],
): Promise<Subscription> {
  const owner = { organizationId: context.organizationId, id }
  const wanted = (standing: Subscription) => {
    const issues =
      url === undefined && authorization === undefined
        ? []
        : checkMethod(standing.kind, url ?? standing.url, authorization ?? null)
    if (issues.length > 0) throw new UnprocessableError('Events can not be delivered so', issues)
    const sealed =
      authorization === undefined || authorization === null
        ? authorization
        : sealFor(context, owner, 'authorization', authorization)
    const changed = {
      ...(audience === undefined ? {} : { audience }),
      ...(form === undefined ? {} : { form }),
      ...(sealed === undefined ? {} : { authorization: sealed }),
    }
    const tokens = standing.tokens === undefined ? {} : { tokens: { ...standing.tokens, ...changed } }
    const types = events === undefined ? {} : { types: toTypes(events) }
    return { ...own, ...types, ...(url === undefined ? {} : { url }), ...tokens }
  }
  return changeSubscription(context, stream, id, wanted, more)
}

function checkMethod(method: Subscription['kind'], url: string | null, authorization: string | null): readonly Issue[] {
  if (method === 'push')
    return url === null
      ? [{ path: 'url', message: 'the address that tokens are pushed to was expected' }]
      : checkUrl('url', url)
  const of = [...(url === null ? [] : ['url']), ...(authorization === null ? [] : ['authorization'])]
  return of.map((path) => ({ path, message: 'only a stream that pushes has it; this one is polled' }))
}

/** Without a secret of the operator no key could be kept, so no token be signed. Throws UnprocessableError. */
export function refuseUnsigned(context: OperationContext, path: string): void {
  sealFor(context, { organizationId: context.organizationId, id: '' }, path, '')
}
