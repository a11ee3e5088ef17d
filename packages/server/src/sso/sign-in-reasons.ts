/** Why a sign-in is refused: status and meaning of each code. */
export const signInReasons = {
  UNKNOWN_SUBJECT: [404, 'No member of this organization is linked to this subject'],
  AMBIGUOUS_SUBJECT: [
    409,
    'More than one member is linked to this subject; nobody can sign in by it until that is mended',
  ],
  INACTIVE_MEMBER: [403, 'The member is inactive'],
  KEY_SET_UNAVAILABLE: [502, "The issuer's key set can't be read"],
} as const
