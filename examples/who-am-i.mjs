/**
 * Asks STS who you are, with the AWS SDK for JavaScript.
 *
 *   export AWS_ENDPOINT_URL=http://localhost:4600   # where IAM Dojo listens
 *   export AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=…
 *   node examples/who-am-i.mjs
 *
 * There is no key in this file. The SDK looks where every AWS program looks: first in the environment, then in the
 * profile (AWS_PROFILE, or else "default") of ~/.aws/credentials.
 */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'

// Without an endpoint, the SDK would send the key's ID and a signature to the real AWS.
if (!process.env.AWS_ENDPOINT_URL) {
  console.error('Set AWS_ENDPOINT_URL to the address of IAM Dojo, such as http://localhost:4600.')
  process.exit(2)
}

// Every signature names a region. IAM and STS answer the same in all of them.
const sts = new STSClient({ region: process.env.AWS_REGION ?? 'us-east-1' })

try {
  const identity = await sts.send(new GetCallerIdentityCommand({}))
  console.log(identity.Arn)
} catch (error) {
  // A refusal has AWS's code as its name, such as InvalidClientTokenId, and AWS's message.
  console.error(`${error.name}: ${error.message}`)
  process.exitCode = 1
}
