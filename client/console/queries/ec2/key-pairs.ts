import { DescribeKeyPairsCommand, type KeyPairInfo } from '@aws-sdk/client-ec2'
import { useEc2Query } from './use-ec2-query.js'

/** The Region's key pairs, without private keys: EC2 has none. */
export function useKeyPairs() {
  return useEc2Query<KeyPairInfo[]>({
    key: ['key-pairs'],
    load: async (ec2) => (await ec2.send(new DescribeKeyPairsCommand({}))).KeyPairs ?? [],
  })
}
