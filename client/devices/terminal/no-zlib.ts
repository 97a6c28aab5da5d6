/** Stands for node:zlib in the browser: the shell's gzip and gunzip say that they can't. */
const unavailable = (): never => {
  throw new Error('gzip is not available here')
}

export const constants = {}
export const gunzipSync = unavailable
export const gzipSync = unavailable
