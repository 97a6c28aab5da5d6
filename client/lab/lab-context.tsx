import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { askAgain } from '../console/queries/ask-again.js'
import { api } from '../shared/api.js'
import type { News } from '../shared/events/news.js'
import { watchAccount } from '../shared/events/watch-account.js'
import { useAllSessions, useSession } from '../shared/session.js'

import type { LessonProgress, LessonSummary, LessonText } from './types.js'

interface Lab {
  lessons: readonly LessonSummary[]
  progress: Readonly<Record<string, LessonProgress>>
  /** The lesson on show in the panel. */
  lesson: LessonText | undefined
  /** The hotspot of the step that is open. */
  hotspot: string | undefined
  panelOpen: boolean
  setPanelOpen: (open: boolean) => void
  choose: (lessonId: string | undefined) => void
  keep: (lessonId: string, progress: LessonProgress) => void
}

const Context = createContext<Lab | undefined>(undefined)
const PANEL = 'iam-dojo-lessons-open'
const CHOSEN = 'iam-dojo-lesson'

/** An answer may come after the news of what happened since: each lesson's later state stays. */
function newer(present: Record<string, LessonProgress>, told: Record<string, LessonProgress>): Record<string, LessonProgress> {
  const later = Object.entries(told).filter(([id, { revision }]) => revision >= (present[id]?.revision ?? 0))
  return { ...present, ...Object.fromEntries(later) }
}

/** Lessons and their progress in the signed-in account, pushed by the server whichever client did the work. */
export function LabProvider({ children }: { children: ReactNode }) {
  const { accountId, id: session } = useSession()
  const { reload, setClock } = useAllSessions()
  const queries = useQueryClient()
  const [lessons, setLessons] = useState<readonly LessonSummary[]>([])
  const [progress, setProgress] = useState<Record<string, LessonProgress>>({})
  const [chosen, setChosen] = useState(() => sessionStorage.getItem(CHOSEN) ?? undefined)
  const [lesson, setLesson] = useState<LessonText>()
  const [panelOpen, setPanel] = useState(() => sessionStorage.getItem(PANEL) !== 'closed')

  const keep = useCallback((lessonId: string, news: LessonProgress) => {
    setProgress((present) => newer(present, { [lessonId]: news }))
  }, [])

  useEffect(() => {
    let unwatch: (() => void) | undefined
    let left = false
    const loadProgress = async () => {
      const all = await api<{ lessons: Record<string, LessonProgress> }>('GET', `/lab/progress?account=${accountId}`)
      if (!left) setProgress((present) => newer(present, all.lessons))
    }
    const onNews = ({ event, data }: News) => {
      if (event === 'progress') {
        const news = data as { lesson: string; progress: LessonProgress }
        keep(news.lesson, news.progress)
      }
      // Somebody wrote to the account, perhaps by the CLI: what is on the page is asked for again. So it is once the
      // stream is open (at first, or after a break): what was loaded before, or is on its way, may have missed a change.
      if (event === 'clock') setClock(accountId, (data as { clockOffset: number }).clockOffset)
      if (event !== 'progress' && event !== 'request') askAgain(queries, session)
      if (event !== 'open') return
      reload().catch(() => undefined)
      loadProgress().catch(() => undefined)
    }
    const load = async () => {
      // The lab's own session comes first: without it the stream is refused.
      await api('GET', '/lab/session')
      if (left) return
      unwatch = watchAccount(accountId, onNews)
      setLessons(await api<LessonSummary[]>('GET', '/lab/lessons'))
      await loadProgress()
    }
    load().catch(() => setLessons([]))
    return () => {
      left = true
      unwatch?.()
    }
  }, [accountId, session, queries, keep, reload, setClock])

  useEffect(() => {
    setLesson(undefined)
    if (chosen === undefined) return
    api<LessonText>('GET', `/lab/lessons/${chosen}?account=${accountId}`).then(setLesson, () => setLesson(undefined))
  }, [chosen, accountId])

  const lab = useMemo<Lab>(() => {
    const open = lesson?.steps.find(({ id }) => progress[lesson.id]?.steps[id]?.state === 'open')
    return {
      lessons,
      progress,
      lesson,
      hotspot: open?.hotspot,
      panelOpen,
      setPanelOpen(wanted) {
        sessionStorage.setItem(PANEL, wanted ? 'open' : 'closed')
        setPanel(wanted)
      },
      choose(lessonId) {
        if (lessonId === undefined) sessionStorage.removeItem(CHOSEN)
        else sessionStorage.setItem(CHOSEN, lessonId)
        setChosen(lessonId)
      },
      keep,
    }
  }, [lessons, progress, lesson, panelOpen, keep])
  return <Context value={lab}>{children}</Context>
}

export function useLab(): Lab {
  const lab = useContext(Context)
  if (!lab) throw new Error('LabProvider is missing')
  return lab
}
