export const requestText = {
  unreachable: 'The server can not be reached. Is it running, and is your network up?',
  unanswered: 'The server did not answer. Whether it has done this is not known: look before you do it again.',
  answered: (status: number) => `The server answered with the status ${status}.`,
  notOfRolecall:
    'Something else than Rolecall has answered, such as a proxy or the sign-in of your network. Load the page again.',
} as const
