import type { Verification, VerificationSummary } from '../directory/verification.ts'

/** The last verification of each organization, written beside its directory. */
export interface VerificationStore {
  find(organizationId: string): Promise<Verification | undefined>
  /** Takes the place of the one before. */
  put(organizationId: string, verification: Verification): Promise<void>
  /** Of all organizations together. */
  summarize(): Promise<VerificationSummary>
}
