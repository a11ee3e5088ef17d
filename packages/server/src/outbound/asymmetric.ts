/** Signatures by a key that is not the one they are verified by: nobody who can read a key set can sign. */
export const asymmetric: string[] = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
]
