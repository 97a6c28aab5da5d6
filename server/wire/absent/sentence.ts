import { SERVICE_NAMES } from '../../authorization/services.js'

/** Services that sign under another name than the prefix of their actions. Source: botocore's service models. */
const PREFIXES: Readonly<Record<string, string>> = {
  monitoring: 'cloudwatch',
  tagging: 'tag',
  cloudcontrolapi: 'cloudformation',
  iotdata: 'iot',
  'iot-jobs-data': 'iot',
  awsssoportal: 'sso',
}

/** A service's name for people, by the name in a credential scope; undefined for one that AWS doesn't have. */
export const nameOfScope = (scope: string): string | undefined =>
  SERVICE_NAMES.get(Object.hasOwn(PREFIXES, scope) ? (PREFIXES[scope] ?? '') : scope)

/** The message with which the wire refuses every call to a service that isn't here. */
export const absentSentence = (name: string): string =>
  `IAM Dojo doesn't have ${name}: it simulates IAM, STS, EC2's key pairs and instances, and CloudTrail's event history.`
