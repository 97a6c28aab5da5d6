import { describe, expect, it } from 'vitest'
import { boto3Code, sdkCode } from '../../client/console/api-calls/as-code.js'
import type { ApiCall } from '../../client/shared/api-calls.js'
import { cliCommand } from '../../client/shared/cli-command.js'

const call = (operation: string, input: ApiCall['input']): ApiCall => ({
  id: 1,
  service: 'ec2',
  region: 'eu-west-1',
  operation,
  input,
  readOnly: false,
  requestId: undefined,
  error: undefined,
})

describe('a call of a regional service, as code', () => {
  const imported = call('ImportKeyPair', { KeyName: 'laptop', PublicKeyMaterial: new TextEncoder().encode('ssh-rsa AAAA') })

  it('names the Region, and writes bytes as each client takes them', () => {
    expect(cliCommand(imported)).toBe(
      'aws ec2 import-key-pair \\\n  --key-name laptop \\\n  --public-key-material c3NoLXJzYSBBQUFB \\\n  --region eu-west-1',
    )
    expect(boto3Code(imported)).toBe(
      'import boto3\n\nclient = boto3.client("ec2", region_name="eu-west-1")\n' +
        'response = client.import_key_pair(\n    KeyName="laptop",\n    PublicKeyMaterial=b"ssh-rsa AAAA",\n)',
    )
    expect(sdkCode(imported)).toBe(
      "import { EC2Client, ImportKeyPairCommand } from '@aws-sdk/client-ec2'\n\n" +
        "const client = new EC2Client({ region: 'eu-west-1' })\nconst response = await client.send(new ImportKeyPairCommand({\n" +
        '  "KeyName": "laptop",\n  "PublicKeyMaterial": new TextEncoder().encode("ssh-rsa AAAA")\n}))',
    )
  })

  it('launches a count of instances with the CLI, which has no other parameter for it', () => {
    const launch = (MinCount: number, MaxCount: number) => cliCommand(call('RunInstances', { MinCount, MaxCount }))
    expect(launch(1, 1)).toBe('aws ec2 run-instances \\\n  --count 1 \\\n  --region eu-west-1')
    expect(launch(1, 3)).toBe('aws ec2 run-instances \\\n  --count 1:3 \\\n  --region eu-west-1')
  })
})
