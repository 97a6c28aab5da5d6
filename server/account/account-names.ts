import { hasUnseen } from './visible-text.js'

/** Characters of a root user's email address in all; AWS Organizations takes 64, sign-up here has always taken 128. */
const MAX_EMAIL = 128
/** Source: RFC 5321, section 4.5.3.1. */
const MAX_LOCAL_PART = 64
/** Source: AWS Organizations API Reference, "CreateAccount": what a local part can't contain; a leading dot neither. */
const LOCAL_PART = /^(?!\.)[^\s"'()<>[\]:;,\\|%&@]+$/
const ASCII = /^[!-~]+$/
/** Source: RFC 1123, section 2.1: 1–63 letters, digits and inner hyphens. AWS wants at least one dot. */
const DOMAIN = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i

const MAX_NAME = 50
/**
 * AWS takes printable ASCII without `<` and `>` (AWS Account Management API Reference, "PutAccountName"). Letters, marks,
 * digits, punctuation and symbols of every script are allowed here too, so that learners can use their own names.
 */
const NAME = /^[ \p{L}\p{M}\p{N}\p{P}\p{S}]+$/u

/** One form for what looks the same, without spaces around it. */
export const normalizedName = (text: string): string => text.normalize('NFC').trim()

/** Why a text is no root user's email address, for a sentence that begins with its field; undefined if it is one. */
export function emailProblem(email: string): string | undefined {
  if (email.length > MAX_EMAIL) return `an email address can have at most ${MAX_EMAIL} characters`
  const at = email.lastIndexOf('@')
  const [local, domain] = [email.slice(0, Math.max(at, 0)), email.slice(at + 1)]
  const right = ASCII.test(email) && local.length <= MAX_LOCAL_PART && LOCAL_PART.test(local) && DOMAIN.test(domain)
  return right ? undefined : 'this isn’t an email address. Use one such as mara@example.com'
}

/** Why a text is no account name; undefined if it is one. */
export function accountNameProblem(name: string): string | undefined {
  if (name.length === 0 || name.length > MAX_NAME) return `an account name has 1 to ${MAX_NAME} characters`
  if (hasUnseen(name) || !NAME.test(name)) return 'an account name can’t have control characters or invisible characters'
  return /[<>]/.test(name) ? 'an account name can’t have < or >' : undefined
}

/** The one form in which an email address is compared and looked up. */
export const foldedEmail = (email: string): string => email.trim().toLowerCase()
