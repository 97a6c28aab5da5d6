import type { SAMLProviderListEntry } from '@aws-sdk/client-iam'
import { useIamQuery } from './use-iam-query.js'

export interface OidcProvider {
  arn: string
  url: string
  clientIds: string[]
  createDate: Date | undefined
}

/** OpenID Connect providers with their audiences: a call each. */
export function useOidcProviders() {
  return useIamQuery<OidcProvider[]>({
    key: ['providers', 'oidc'],
    load: async (iam) => {
      const { OpenIDConnectProviderList = [] } = await iam.listOpenIDConnectProviders({})
      return Promise.all(
        OpenIDConnectProviderList.map(async ({ Arn = '' }) => {
          const found = await iam.getOpenIDConnectProvider({ OpenIDConnectProviderArn: Arn })
          return { arn: Arn, url: found.Url ?? '', clientIds: found.ClientIDList ?? [], createDate: found.CreateDate }
        }),
      )
    },
  })
}

export function useSamlProviders() {
  return useIamQuery<SAMLProviderListEntry[]>({
    key: ['providers', 'saml'],
    load: async (iam) => (await iam.listSAMLProviders({})).SAMLProviderList ?? [],
  })
}
