// `rolecall/testing`: what an author of plugins tests them with, in any test runner.
export { testMapping } from './testing/test-mapping.ts'
export { testOrganization, type TestOrganization, type TestOrganizationOptions } from './testing/test-organization.ts'
export type * from './testing/types.ts'
