import { seal, unseal } from '../access/seal.ts'
import type { OperationServices } from '../change/operation-context.ts'
import type { SealedSecret, Subscription, SubscriptionDefinition } from '../directory/subscription.ts'
import { UnprocessableError } from '../errors.ts'
import { later } from './pauses.ts'

type SealingServices = Pick<OperationServices, 'connectionKey' | 'randomBytes' | 'now'>

/** Whose secret it is: one that was moved to another subscription opens nothing there. */
type Owner = Pick<Subscription, 'organizationId' | 'id'>

/** How long a secret that has a successor still signs. */
const overlap = 24 * 60 * 60 * 1_000

/** Bytes of a secret (Standard Webhooks: 24 to 64). */
const secretBytes = 32

function toSubject({ id, organizationId }: Owner): string {
  return `webhook secret of ${organizationId} ${id}`
}

/** Something that only this server opens, for this subscription. Throws UnprocessableError where nothing is there to seal it with. */
export function sealFor(
  { connectionKey, randomBytes }: Omit<SealingServices, 'now'>,
  owner: Owner,
  path: string,
  text: string,
): string {
  if (connectionKey !== undefined) return seal(connectionKey, text, toSubject(owner), randomBytes)
  throw new UnprocessableError('The server can not keep the secret', [
    {
      path,
      message:
        'this server has nothing to seal it with; its operator sets sso.secret of the configuration (or ROLECALL_SSO_SECRET) and starts it again',
    },
  ])
}

/** What was sealed; `undefined` where the key of this server does not open it. */
export function openFor(
  { connectionKey }: Pick<OperationServices, 'connectionKey'>,
  owner: Owner,
  sealed: string,
): string | undefined {
  return connectionKey === undefined ? undefined : unseal(connectionKey, sealed, toSubject(owner))
}

/** A new secret, `whsec_…`, and how it is stored. Throws UnprocessableError. */
export function createSigningSecret(
  services: SealingServices,
  owner: Owner,
): { readonly secret: string; readonly stored: SealedSecret } {
  const secret = `whsec_${Buffer.from(services.randomBytes(secretBytes)).toString('base64')}`
  const sealed = sealFor(services, owner, 'secret', secret)
  return { secret, stored: { sealed, created: services.now(), until: null } }
}

/** The secrets after one more: the one before it signs for a day, and those before that no more. */
export function withSuccessor(
  secrets: SubscriptionDefinition['secrets'],
  stored: SealedSecret,
): SubscriptionDefinition['secrets'] {
  const [last] = secrets
  return last === undefined ? [stored] : [stored, { ...last, until: later(stored.created, overlap) }]
}

/** The secrets that sign now, the newest first; none where the key of this server opens none. */
export function openSecrets(
  services: Pick<OperationServices, 'connectionKey' | 'now'>,
  subscription: Subscription,
): readonly string[] {
  const now = services.now()
  return subscription.secrets
    .filter(({ until }) => until === null || until > now)
    .map(({ sealed }) => openFor(services, subscription, sealed))
    .filter((secret) => secret !== undefined)
}
