import type { DrawnForm } from '../drawing/draw-form.ts'
import type { Proof } from './provider-guides.ts'

const tenantUrl = 'https://rolecall.example.com/api/scim/v2'
const tokenEndpoint = 'https://rolecall.example.com/oauth2/…/token'

/** The forms in which one types what proves who a provider is, by provider and way; the guides show the same. */
export const connectForms: Readonly<Record<string, Partial<Record<Proof, DrawnForm>>>> = {
  entra: {
    secret: {
      path: ['Enterprise apps', 'your application', 'Provisioning'],
      fields: [
        { label: 'Authentication method', value: 'OAuth 2.0 client credentials', kind: 'choice' },
        { label: 'Tenant URL', value: tenantUrl },
        { label: 'Token endpoint', value: tokenEndpoint },
        { label: 'Client identifier', value: 'the id of the client' },
        { label: 'Client secret', value: 'rcs_…', kind: 'secret' },
      ],
      button: 'Test connection',
    },
    trust: {
      path: ['Enterprise apps', 'your application', 'Provisioning'],
      fields: [
        { label: 'Authentication method', value: 'Workload identity federation', kind: 'choice' },
        { label: 'SCIM URL', value: tenantUrl },
        { label: 'Token URL', value: tokenEndpoint },
        { label: 'Client identifier', value: 'the id of the client' },
      ],
      button: 'Test connection',
    },
    token: {
      path: ['Enterprise apps', 'your application', 'Provisioning'],
      fields: [
        { label: 'Authentication method', value: 'Bearer authentication', kind: 'choice' },
        { label: 'Tenant URL', value: tenantUrl },
        { label: 'Secret token', value: 'rc_…', kind: 'secret' },
      ],
      button: 'Test connection',
    },
  },
  okta: {
    token: {
      path: ['Applications', 'your application', 'Provisioning', 'Integration'],
      fields: [
        { label: 'SCIM connector base URL', value: tenantUrl },
        { label: 'Unique identifier field for users', value: 'userName' },
        { label: 'Push new users', value: '', kind: 'ticked' },
        { label: 'Push profile updates', value: '', kind: 'ticked' },
        { label: 'Push groups', value: '', kind: 'ticked' },
        { label: 'Authentication mode', value: 'HTTP header', kind: 'choice' },
        { label: 'Authorization', value: 'rc_…', kind: 'secret' },
      ],
      button: 'Test API credentials',
    },
  },
  onelogin: {
    token: {
      path: ['Applications', 'your application', 'Configuration'],
      fields: [
        { label: 'SCIM base URL', value: tenantUrl },
        { label: 'SCIM bearer token', value: 'rc_…', kind: 'secret' },
        { label: 'API connection enabled', value: '', kind: 'ticked' },
        { label: 'Provisioning enabled', value: '', kind: 'ticked' },
      ],
      button: 'Save',
    },
  },
  jumpcloud: {
    token: {
      path: ['SSO applications', 'your application', 'Identity management'],
      fields: [
        { label: 'API type', value: 'SCIM API', kind: 'choice' },
        { label: 'SCIM version', value: 'SCIM 2.0', kind: 'choice' },
        { label: 'Base URL', value: tenantUrl },
        { label: 'Token key', value: 'rc_…', kind: 'secret' },
        { label: 'Group management', value: '', kind: 'ticked' },
      ],
      button: 'Test connection',
    },
  },
  google: {
    token: {
      path: ['Apps', 'your application', 'Automatic provisioning'],
      fields: [
        { label: 'Access token', value: 'rc_…', kind: 'secret' },
        { label: 'Endpoint URL', value: tenantUrl },
      ],
      button: 'Continue',
    },
  },
  ping: {
    token: {
      path: ['Provisioning', 'Connections', 'SCIM outbound'],
      fields: [
        { label: 'SCIM base URL', value: tenantUrl },
        { label: 'SCIM version', value: '2.0', kind: 'choice' },
        { label: 'Authentication method', value: 'OAuth 2 bearer token', kind: 'choice' },
        { label: 'OAuth bearer token', value: 'rc_…', kind: 'secret' },
      ],
      button: 'Test connection',
    },
  },
  keycloak: {
    token: {
      path: ['your realm', 'SCIM extension'],
      fields: [
        { label: 'SCIM endpoint', value: tenantUrl },
        { label: 'Authentication', value: 'Bearer', kind: 'choice' },
        { label: 'Bearer token', value: 'rc_…', kind: 'secret' },
        { label: 'Send users', value: '', kind: 'ticked' },
        { label: 'Send groups', value: '', kind: 'ticked' },
      ],
      button: 'Save',
    },
  },
  authentik: {
    token: {
      path: ['Applications', 'Providers', 'SCIM provider'],
      fields: [
        { label: 'URL', value: tenantUrl },
        { label: 'Token', value: 'rc_…', kind: 'secret' },
        { label: 'Group', value: 'whose members are sent', kind: 'choice' },
      ],
      button: 'Finish',
    },
  },
}

/** The form of the attribute mapping, and that of whom is sent. */
export const mappingForms: Readonly<Record<string, DrawnForm>> = {
  entra: {
    path: ['Provisioning', 'Attribute mapping', 'Users'],
    fields: [
      { label: 'userName', value: 'userPrincipalName' },
      { label: 'active', value: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")' },
      { label: 'displayName', value: 'displayName' },
      { label: 'emails[type eq "work"].value', value: 'mail' },
      { label: 'externalId', value: 'objectId' },
    ],
    button: 'Save',
  },
  okta: {
    path: ['Provisioning', 'To App'],
    fields: [
      { label: 'Create users', value: '', kind: 'ticked' },
      { label: 'Update user attributes', value: '', kind: 'ticked' },
      { label: 'Deactivate users', value: '', kind: 'ticked' },
      { label: 'userName', value: 'user.email' },
      { label: 'externalId', value: 'user.getInternalProperty("id")' },
    ],
    button: 'Save',
  },
}
