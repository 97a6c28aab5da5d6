import type { Request } from 'express'
import { z } from 'zod'

export const ACCOUNT_ID = z.string().regex(/^\d{12}$/, 'an account ID has 12 digits')

/** A parameter of the path; express types it as possibly several. */
export const pathParameter = (request: Request, name: string): string => String(request.params[name] ?? '')
