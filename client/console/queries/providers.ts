import type { IAM, SAMLProviderListEntry } from '@aws-sdk/client-iam'
import { useIamQuery } from './use-iam-query.js'

export interface OidcProvider {
  arn: string
  url: string
  clientIds: string[]
  createDate: Date | undefined
}

/** `arn:aws:iam::<account>:oidc-provider/…`; the others are SAML's. */
export const isOidc = (arn: string): boolean => arn.includes(':oidc-provider/')

/** OpenID Connect providers with their audiences: a call each. */
export function useOidcProviders() {
  return useIamQuery<OidcProvider[]>({
    key: ['providers', 'oidc'],
    load: async (iam) => {
      const { OpenIDConnectProviderList = [] } = await iam.listOpenIDConnectProviders({})
      return Promise.all(OpenIDConnectProviderList.map(({ Arn = '' }) => oidcProvider(iam, Arn)))
    },
  })
}

async function oidcProvider(iam: IAM, arn: string): Promise<OidcProvider> {
  const found = await iam.getOpenIDConnectProvider({ OpenIDConnectProviderArn: arn })
  return { arn, url: found.Url ?? '', clientIds: found.ClientIDList ?? [], createDate: found.CreateDate }
}

export const useOidcProvider = (arn: string) =>
  useIamQuery<OidcProvider>({ key: ['providers', 'oidc', arn], load: (iam) => oidcProvider(iam, arn) })

export function useSamlProvider(arn: string) {
  return useIamQuery<{ metadata: string; createDate: Date | undefined }>({
    key: ['providers', 'saml', arn],
    load: async (iam) => {
      const { SAMLMetadataDocument = '', CreateDate } = await iam.getSAMLProvider({ SAMLProviderArn: arn })
      return { metadata: SAMLMetadataDocument, createDate: CreateDate }
    },
  })
}

export function useSamlProviders() {
  return useIamQuery<SAMLProviderListEntry[]>({
    key: ['providers', 'saml'],
    load: async (iam) => (await iam.listSAMLProviders({})).SAMLProviderList ?? [],
  })
}
