/** As `/api/lab/requests` and the event `request` tell. */
export interface RequestSummary {
  requestId: string
  time: string
  sourceIp: string
  client: string
  operation: string
  status: number
  errorCode?: string
}

type Headers = [name: string, value: string][]

/** As `/api/lab/requests/:requestId` answers; secrets are `***` already. */
export interface Inspection extends RequestSummary {
  request: { method: string; path: string; query: string; headers: Headers; body: string }
  signing?: {
    form: 'header' | 'query'
    accessKeyId: string
    canonicalRequest: string
    stringToSign: string
    chain: { name: string; key: string; data: string }[]
    signature: string
    masked: boolean
  }
  response: { headers: Headers; body: string }
}
