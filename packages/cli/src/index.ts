// `rolecall`: a server in a process of one's own.
export { startRolecall, type Rolecall, type RolecallOptions } from './start-rolecall.ts'
