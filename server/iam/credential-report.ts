import { type AccountView, accountEntity, type Entity } from '../account/account.js'
import { rootArn, userArn } from '../account/arns.js'
import { SINGLETON } from '../account/entities.js'
import { isoTime } from '../account/iso-time.js'
import type { LastUsed } from '../account/last-used.js'
import { hasMfaDevice } from '../account/mfa-devices.js'
import type { Instant } from '../account/ports.js'
import { AwsError } from '../aws/aws-error.js'
import { breathe } from '../bounds/turn.js'
import { operation, query } from '../runner/operation.js'
import { StaleRead } from '../runner/stale-read.js'

const HOUR_MS = 3600_000
const DAY_MS = 24 * HOUR_MS
/** A report is kept for four hours. Source: IAM User Guide, "Generating credential reports". */
const VALID_MS = 4 * HOUR_MS
/** How long AWS takes is not public; long enough to see ReportInProgress. */
const GENERATION_MS = 2000

/** Source: IAM User Guide, "Generating credential reports": the 22 columns of live reports, in their order. */
const COLUMNS = [
  'user',
  'arn',
  'user_creation_time',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'password_next_rotation',
  'mfa_active',
  'access_key_1_active',
  'access_key_1_last_rotated',
  'access_key_1_last_used_date',
  'access_key_1_last_used_region',
  'access_key_1_last_used_service',
  'access_key_2_active',
  'access_key_2_last_rotated',
  'access_key_2_last_used_date',
  'access_key_2_last_used_region',
  'access_key_2_last_used_service',
  'cert_1_active',
  'cert_1_last_rotated',
  'cert_2_active',
  'cert_2_last_rotated',
]

/**
 * Starts a credential report, unless there's one from the last four hours. The report shows the account as it was at the
 * start.
 * Source: IAM API Reference, "GenerateCredentialReport"; descriptions from live replies.
 */
export const GenerateCredentialReport = operation('iam', 'GenerateCredentialReport', {
  needs: () => ({ resource: '*' }),
  prepare: async ({ account, now, lastUsed }) => (stateOf(account, now) ? undefined : await csv(account, lastUsed)),
  handle({ account, now, prepared: content }) {
    const state = stateOf(account, now)
    if (state) return { State: state }
    if (content === undefined) throw new StaleRead()
    account.put('CredentialReport', { generatedTime: now + GENERATION_MS, content })
    return {
      State: 'STARTED' as const,
      Description: 'No report exists. Starting a new report generation task',
    }
  },
  result: ({ State }) => ({ state: State }),
})

/** The state of the account's report, or undefined if it's time for a new one. */
function stateOf(account: AccountView, now: Instant): 'INPROGRESS' | 'COMPLETE' | undefined {
  const report = account.get('CredentialReport', SINGLETON)
  if (!report || now >= report.generatedTime + VALID_MS) return undefined
  return now < report.generatedTime ? 'INPROGRESS' : 'COMPLETE'
}

/**
 * Returns the credential report. Errors, all without a message: ReportNotPresent, ReportInProgress, ReportExpired.
 * Source: "GetCredentialReport"; recorded AWS replies (ReportNotPresent), and public reports (ReportInProgress).
 */
export const GetCredentialReport = query('iam', 'GetCredentialReport', {
  needs: () => ({ resource: '*' }),
  handle({ account, now }) {
    const report = account.get('CredentialReport', SINGLETON)
    if (!report) throw refusal('ReportNotPresent', 410)
    if (now < report.generatedTime) throw refusal('ReportInProgress', 404)
    if (now >= report.generatedTime + VALID_MS) throw refusal('ReportExpired', 410)
    return {
      Content: new TextEncoder().encode(report.content),
      ReportFormat: 'text/csv' as const,
      GeneratedTime: report.generatedTime,
    }
  },
})

const refusal = (code: string, httpStatus: number) => new AwsError({ code, httpStatus, message: '' })

/** LF rows, no newline at the end, as a live report of 2026. */
async function csv(account: AccountView, lastUsed: LastUsed): Promise<string> {
  const rows = [COLUMNS.join(','), rootRow(account, lastUsed).join(',')]
  for (const user of account.ordered('User')) {
    rows.push(userRow(account, user, lastUsed).join(','))
    await breathe()
  }
  return rows.join('\n')
}

function rootRow(account: AccountView, lastUsed: LastUsed): string[] {
  const { accountId } = account
  const used = lastUsed('Password', accountId)
  return [
    '<root_account>',
    rootArn(accountId),
    isoTime(accountEntity(account).createDate),
    'not_supported',
    used ? isoTime(used.at) : 'no_information',
    'not_supported',
    'not_supported',
    ...ofOwner(account, accountId, lastUsed),
  ]
}

function userRow(account: AccountView, user: Entity<'User'>, lastUsed: LastUsed): string[] {
  const profile = account.get('LoginProfile', user.userId)
  const used = lastUsed('Password', user.userId)
  const { maxPasswordAge = 0 } = account.get('AccountPasswordPolicy', SINGLETON) ?? {}
  const expires = profile && maxPasswordAge > 0 ? profile.changedAt + maxPasswordAge * DAY_MS : undefined
  return [
    user.userName,
    userArn(account.accountId, user),
    isoTime(user.createDate),
    String(profile !== undefined),
    profile ? (used ? isoTime(used.at) : 'no_information') : 'N/A',
    profile ? isoTime(profile.changedAt) : 'N/A',
    expires === undefined ? 'N/A' : isoTime(expires),
    ...ofOwner(account, user.userId, lastUsed),
  ]
}

/** MFA, two access keys in the order of their creation, two signing certificates. */
function ofOwner(account: AccountView, ownerId: string, lastUsed: LastUsed): string[] {
  const keys = account.where('AccessKey', 'owner', ownerId).sort((a, b) => a.createDate - b.createDate)
  const certificates = account.where('SigningCertificate', 'owner', ownerId).sort((a, b) => a.uploadDate - b.uploadDate)
  return [
    String(hasMfaDevice(account, ownerId)),
    ...[0, 1].flatMap((slot) => ofKey(keys[slot], lastUsed)),
    ...[0, 1].flatMap((slot) => {
      const certificate = certificates[slot]
      return [String(certificate?.status === 'Active'), certificate ? isoTime(certificate.statusDate) : 'N/A']
    }),
  ]
}

function ofKey(key: Entity<'AccessKey'> | undefined, lastUsed: LastUsed): string[] {
  const used = key && lastUsed('AccessKey', key.accessKeyId)
  return [
    String(key?.status === 'Active'),
    key ? isoTime(key.statusDate) : 'N/A',
    used ? isoTime(used.at) : 'N/A',
    used?.region ?? 'N/A',
    used?.service ?? 'N/A',
  ]
}

export const credentialReportOperations = [GenerateCredentialReport, GetCredentialReport]
