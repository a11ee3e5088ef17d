import type { ProviderDialect } from '@rolecall/core/plugin/provider-dialect'

/**
 * JumpCloud. To test a connection it makes a user and a group and deletes them again; all of it is within
 * what everybody is forgiven.
 *
 * https://jumpcloud.com/support/provision-and-manage-users-and-groups-in-apps-using-custom-scim-identity-management-integration
 */
export const dialect: ProviderDialect = {
  title: 'JumpCloud',
  tolerances: {},
  recognises: ({ userAgent }) => /jumpcloud/i.test(userAgent),
}
