// `rolecall/testing`: what an author of plugins tests them with, and a product itself, in any test runner.
export { testMapping } from './testing/test-mapping.ts'
export { testOrganization, type TestOrganization, type TestOrganizationOptions } from './testing/test-organization.ts'
export { testServer, type TestKeys, type TestServer, type TestServerOptions } from './testing/test-server.ts'
export type * from './testing/types.ts'
