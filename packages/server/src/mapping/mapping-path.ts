/** Where the mapping is, and below it what is done with it. */
export const mappingPath = '/api/settings/scim-mapping'
