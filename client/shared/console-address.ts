/** Below it the console's router has its pages. */
export const CONSOLE = '/console'

/** The address of a page of the console, as another tab needs it: `/iam/users` is `/console/iam/users`. */
export const consoleAddress = (path: string): string => `${CONSOLE}${path}`

export const CONSOLE_HOME = consoleAddress('/iam/home')
