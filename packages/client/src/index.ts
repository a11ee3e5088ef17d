// `@rolecall/client`: what Rolecall decides, in a product.
export { createClient, type Answer, type Api, type Client, type ClientOptions } from './create-client.ts'
export * from './errors.ts'
export type { Changes, Content, Member, MemberTeam, Role, Sink, Team } from './follow/changes.ts'
export { digestOf, type Drift, type DriftOptions } from './follow/drift.ts'
export type { ChangesQuery } from './follow/fetch-changes.ts'
export type { FollowAllOptions } from './follow/follow-all.ts'
export type { FollowByFunction, FollowIntoSink, FollowOptions } from './follow/follow.ts'
export type { components, operations, paths } from './openapi.ts'
export type { RetryOptions } from './retry.ts'
export {
  verifyWebhook,
  WebhookError,
  type RolecallEvent,
  type WebhookHeaders,
  type WebhookOptions,
} from './webhook/verify-webhook.ts'
