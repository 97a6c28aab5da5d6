import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { api } from './api.js'
import { rememberedSession, rememberSession, type SessionInfo, signInAddress } from './session-info.js'

interface Sessions {
  current: SessionInfo
  all: SessionInfo[]
  reload: () => Promise<void>
}

const Context = createContext<Sessions | undefined>(undefined)

/** The session of this tab (the remembered one, else the newest); without any, the sign-in page. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [sessions, setSessions] = useState<{ current: SessionInfo; all: SessionInfo[] }>()
  const [failed, setFailed] = useState(false)

  const reload = async () => {
    const { sessions: all } = await api<{ sessions: SessionInfo[] }>('GET', '/signin/sessions')
    const current = all.find(({ id }) => id === rememberedSession()) ?? all[0]
    if (!current) {
      location.replace(signInAddress(location.pathname + location.search))
      return
    }
    rememberSession(current.id)
    setSessions({ current, all })
  }

  useEffect(() => {
    reload().catch(() => setFailed(true))
  }, [])

  if (failed) return <p role="alert">The server can't be reached. Is it still running? Then reload this page.</p>
  if (!sessions) return null
  return <Context value={{ ...sessions, reload }}>{children}</Context>
}

function useSessions(): Sessions {
  const sessions = useContext(Context)
  if (!sessions) throw new Error('SessionProvider is missing')
  return sessions
}

/** Who is signed in on this page. */
export const useSession = (): SessionInfo => useSessions().current

/** All identities of this browser, and a way to ask again (after a change of name or e-mail). */
export const useAllSessions = (): Pick<Sessions, 'all' | 'reload'> => useSessions()
