import { errorCode } from '../../shared/error-parts.js'

/** `null` where AWS says that there is none of it (404 NoSuchEntity). */
export async function orNone<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call
  } catch (error) {
    if (errorCode(error) === 'NoSuchEntity') return null
    throw error
  }
}
