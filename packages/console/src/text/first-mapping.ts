/** What stands in the editor before there is any mapping: an example that does nothing until it is filled in. */
export const firstMapping = `# Which group of your identity provider gives which role.
# Ctrl+Space shows what can be written here.
scimGroupMappings:
  # Whoever is in this group owns the organization.
  - scimGroup: acme_owners
    type: organizationOwner
`
