/** Between Stryker's process and the worker of Vitest inside it. */
export const channelName = 'rolecall-mutation'

export const testId = (file, name) => `${file}#${name}`
