/** The plugins that come with the distribution, in the order in which they run by default. */
export const bundledNames = [
  'entra',
  'okta',
  'onelogin',
  'jumpcloud',
  'google',
  'ping',
  'keycloak',
  'authentik',
  'email-validation',
  'sso-linking',
  'group-roles',
] as const

/** The word that stands for all of them in a list of plugins. */
export const bundledWord = 'bundled'
