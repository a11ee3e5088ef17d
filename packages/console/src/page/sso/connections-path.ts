/** Where SSO connections are. */
export const connectionsPath = '/api/sso/connections'
