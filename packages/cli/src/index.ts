// `rolecall`: a server in a process of one's own, beside a product or within it.
export { startRolecall, type Rolecall, type RolecallOptions } from './start-rolecall.ts'
export { createRolecall, type CreateOptions, type EmbeddedRolecall } from './embed/create-rolecall.ts'
export type { HostTelemetry, OpenTelemetryApi } from './telemetry/trace-host.ts'
export type { Actor } from './embed/actor-context.ts'
export type { NewApiKey, ShownApiKey } from './embed/new-api-key.ts'
export type { OrganizationOperations, Page } from './embed/organization-operations.ts'
export type { MadeOrganization, NewOrganization, OrganizationsOperations } from './embed/organizations-operations.ts'
export {
  ConfigurationError,
  ConflictError,
  MappingError,
  MappingTestsFailed,
  UnprocessableError,
} from '@rolecall/core/errors'
export { BadRequest, Forbidden, NotFound, PreconditionFailed, ScimError } from '@rolecall/core/scim/errors'
export { StoreError } from '@rolecall/core/store-error'
