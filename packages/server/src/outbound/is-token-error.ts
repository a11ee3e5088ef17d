import { errors } from 'jose'

const kinds = [
  errors.JWTInvalid,
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
]

/** Whether the token is what is wrong, and not that its keys could not be read. */
export function isTokenError(error: unknown): error is Error {
  return kinds.some((kind) => error instanceof kind)
}
