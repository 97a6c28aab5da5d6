import type { FlashbarProps } from '@cloudscape-design/components/flashbar'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../../shared/api.js'
import { ASK_AGAIN_MS, GOES_ON, serverIsAway } from '../../shared/reach.js'

/** Says once, for all boxes of a page, that the server doesn't answer; when it does again, everything is asked again. */
export function useServerAway(): FlashbarProps.MessageDefinition[] {
  const away = serverIsAway.useValue()
  const queries = useQueryClient()
  useEffect(() => {
    if (!away) return
    const timer = setInterval(() => void api('GET /signin/sessions').catch(() => undefined), ASK_AGAIN_MS)
    return () => {
      clearInterval(timer)
      void queries.invalidateQueries()
    }
  }, [away, queries])
  return away ? [{ id: 'server-away', type: 'error', content: GOES_ON }] : []
}
