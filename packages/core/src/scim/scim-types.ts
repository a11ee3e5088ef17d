/** What each `scimType` keyword of RFC 7644 §3.12 and RFC 9865 §2.1 means. */
export const scimTypes = {
  invalidFilter:
    'The filter can not be parsed, or its attribute and comparison do not go together; the detail says where.',
  tooMany: 'The filter yields more results than the server is willing to calculate.',
  uniqueness: 'A value that has to be unique is in use already, or reserved.',
  mutability: 'The change does not go together with the mutability of the attribute, or with its current state.',
  invalidSyntax: 'The body has another structure than the request needs.',
  invalidPath: 'The path of a PATCH operation is malformed or names no attribute; the detail says where.',
  noTarget: 'The path yields no attribute or value that could be operated on.',
  invalidValue: 'A required value is missing, or a value does not fit its attribute; all issues are told at once.',
  invalidVers: 'The version of the SCIM protocol is not supported.',
  sensitive: 'The URI carries what must not stand in one (RFC 7644 §7.5.2).',
  invalidCursor: 'The cursor is not one of this server, or belongs to another query.',
  expiredCursor: 'The cursor is too old; begin the listing anew.',
  invalidCount: 'The count is invalid, or has changed between the pages of one cursor.',
} as const
