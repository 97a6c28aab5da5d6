import type { Reason } from '../account/reasons.js'
import type { Facts } from '../account/request-record.js'
import { AwsError } from './aws-error.js'

/** An error of EC2's; its codes have dots and are 400 unless said otherwise. Source: EC2 API Reference, "Error codes". */
export const ec2Error = (code: string, message: string, reason?: Reason, facts?: Facts): AwsError =>
  new AwsError({ code, httpStatus: 400, message, reason, facts })

/** Whatever is wrong with the credentials. Source: public replies of EC2. */
export const authFailure = (reason?: Reason): AwsError =>
  new AwsError({
    code: 'AuthFailure',
    httpStatus: 401,
    message: 'AWS was not able to validate the provided access credentials',
    reason,
  })

export const missingParameter = (name: string): AwsError =>
  ec2Error('MissingParameter', `The request must contain the parameter ${name}`)

export const unknownParameter = (name: string): AwsError =>
  ec2Error('UnknownParameter', `The parameter ${name} is not recognized`)

export const invalidParameterCombination = (message: string): AwsError => ec2Error('InvalidParameterCombination', message)

export const invalidPaginationToken = (): AwsError =>
  ec2Error('InvalidPaginationToken', 'The specified pagination token is not valid or is expired.')

/** All was allowed and well formed, and nothing was done. Source: EC2 API Reference, "DryRunOperation"; public replies. */
export const dryRunOperation = (): AwsError =>
  new AwsError({
    code: 'DryRunOperation',
    httpStatus: 412,
    message: 'Request would have succeeded, but DryRun flag is set.',
    reason: 'dry-run',
  })
