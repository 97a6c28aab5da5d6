import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { signInAndReturn } from './addresses.js'
import { api } from './api.js'
import { setAccountClock } from './console-credentials.js'
import { ASK_AGAIN_MS, GOES_ON } from './reach.js'
import { rememberedSession, rememberSession, type SessionInfo } from './session-info.js'

interface Sessions {
  current: SessionInfo
  all: SessionInfo[]
  reload: () => Promise<void>
  /** What the server tells of an account's clock. */
  setClock: (accountId: string, clockOffset: number) => void
}

const Context = createContext<Sessions | undefined>(undefined)

/** The session of this tab (the remembered one, else the newest); without any, the sign-in page. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [sessions, setSessions] = useState<{ current: SessionInfo; all: SessionInfo[] }>()
  const [failed, setFailed] = useState(false)

  const clockNews = useRef(0)
  const reload = useCallback(async (): Promise<void> => {
    const before = clockNews.current
    const { sessions: all } = await api('GET /signin/sessions')
    const current = all.find(({ id }) => id === rememberedSession()) ?? all[0]
    if (!current) {
      location.replace(signInAndReturn(location.pathname + location.search))
      return
    }
    // What was on its way while the clock moved may tell of the time before.
    if (clockNews.current !== before) return reload()
    rememberSession(current.id)
    for (const { id, clockOffset } of all) setAccountClock(id, clockOffset)
    setSessions({ current, all })
  }, [])

  const setClock = useCallback((accountId: string, clockOffset: number) => {
    clockNews.current++
    const told = (one: SessionInfo) => (one.accountId === accountId ? { ...one, clockOffset } : one)
    setSessions((known) => {
      if (!known) return known
      const all = known.all.map(told)
      for (const one of all) setAccountClock(one.id, one.clockOffset)
      return { current: told(known.current), all }
    })
  }, [])

  const value = useMemo(() => sessions && { ...sessions, reload, setClock }, [sessions, reload, setClock])

  useEffect(() => {
    let again: ReturnType<typeof setTimeout> | undefined
    const begin = (): Promise<void> =>
      reload().then(
        () => setFailed(false),
        () => {
          setFailed(true)
          again = setTimeout(begin, ASK_AGAIN_MS)
        },
      )
    void begin()
    return () => clearTimeout(again)
  }, [reload])

  if (failed) return <p role="alert">{GOES_ON}</p>
  if (!value) return null
  return <Context value={value}>{children}</Context>
}

function useSessions(): Sessions {
  const sessions = useContext(Context)
  if (!sessions) throw new Error('SessionProvider is missing')
  return sessions
}

/** Who is signed in on this page. */
export const useSession = (): SessionInfo => useSessions().current

/** All identities of this browser, and a way to ask again (after a change of name or e-mail, or of the clock). */
export const useAllSessions = (): Pick<Sessions, 'all' | 'reload' | 'setClock'> => useSessions()
