import type { ProviderDialect } from '@rolecall/core/plugin/provider-dialect'

/**
 * PingOne and PingFederate. A filter may name an attribute that users do not have:
 *
 *   wrong  filter=email Co "ann@example.com"
 *   right  filter=emails.value co "ann@example.com"
 *
 * https://docs.pingidentity.com/r/en-us/pingfederate-scim-connector/pingfederate_scim_connector_scim_connector_settings_reference
 */
export const dialect: ProviderDialect = {
  title: 'Ping Identity',
  tolerances: { 'email-alias': 'email in place of emails.value' },
  recognises: ({ query, userAgent }) => /ping(?:federate|one|identity)/i.test(userAgent) || operator.test(query),
}

/** `Eq` and `Co` between the parts of a filter, encoded or not. */
const operator = /(?:^|&)filter=[^&]*?(?:%20|\+| )(?:Eq|Co)(?:%20|\+| )/
