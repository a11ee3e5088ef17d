import type { NoticeCode, StandingNotice } from '../directory/notice.ts'

/** What was told of all organizations. */
export interface NoticeStore {
  /** How many notices of each code stand; those of which none does are left out. */
  count(): Promise<readonly { readonly code: NoticeCode; readonly count: number }[]>
}

export interface NoticeReader {
  /** What was told and stands, by code and subject. */
  list(): Promise<StandingNotice[]>
}

export interface NoticeWriter {
  /** Inserts, or writes over the one of the same code and subject. */
  put(notices: readonly StandingNotice[]): Promise<void>
  delete(notices: readonly Pick<StandingNotice, 'code' | 'subject'>[]): Promise<void>
}
