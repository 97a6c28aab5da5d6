/** Where a command's output goes that nothing else takes. No folder lists these files. */
export const SCREEN = { out: '/dev/terminal/out', err: '/dev/terminal/err' } as const
/** What is typed until Ctrl-D. */
export const KEYBOARD = '/dev/terminal/keyboard'

export type Stream = keyof typeof SCREEN

export const isDevice = (path: string): boolean => path.startsWith('/dev/terminal/')

export const streamOf = (path: string): Stream => (path === SCREEN.err ? 'err' : 'out')

/** The screen and keyboard that a script runs at. */
export interface TerminalDevice {
  /** Resolves once there is room for more. */
  write(stream: Stream, bytes: Uint8Array): void | Promise<void>
  /** Lines until Ctrl-D; nothing where nobody sits at the keyboard. */
  readAll(): Promise<string | Uint8Array>
}
