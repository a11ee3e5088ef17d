export const requestText = {
  unreachable: 'The server can not be reached. Is it running, and is your network up?',
  answered: (status: number) => `The server answered with the status ${status}.`,
} as const
