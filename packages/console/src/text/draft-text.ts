export const draftText = {
  yourDraftOfTheMapping: 'Your draft of the mapping is not applied',
  itIsKeptInThisBrowser: 'It is kept in this browser, and nothing changes until you apply it.',
  stay: 'Stay',
  discardIt: 'Discard it',
} as const
