import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import type { LessonProgress, LessonSummary, LessonText, OwnAccount, OwnExam } from '../../server/lab/api/contract.js'
import { api } from '../shared/api.js'
import { askAgain } from '../shared/ask-again.js'
import type { News } from '../shared/events/news.js'
import { watchAccount } from '../shared/events/watch-account.js'
import { PANEL_COVERS_PAGE } from '../shared/panel-covers-page.js'
import { useAllSessions, useSession } from '../shared/session.js'

interface Lab {
  /** False: the account belongs to another learner, so this browser sees neither lessons nor progress in it. */
  own: boolean
  /** The learner of this browser has joined a class. */
  inClass: boolean
  lessons: readonly LessonSummary[]
  /** Lessons and progress are here. */
  loaded: boolean
  /** The exam that this account was made for. */
  exam: string | undefined
  /** Exams that were passed in another account of this learner, the best of each. */
  passedElsewhere: Readonly<Record<string, PassedExam>>
  progress: Readonly<Record<string, LessonProgress>>
  /** The lesson on show in the panel. */
  lesson: LessonText | undefined
  /** The hotspot of the step that is open, until its control was used. */
  hotspot: { id: string; of: string | undefined } | undefined
  hotspotUsed: () => void
  panelOpen: boolean
  setPanelOpen: (open: boolean) => void
  choose: (lessonId: string | undefined) => void
  /** Chooses a lesson from a page, and opens the panel. */
  openLesson: (lessonId: string) => void
  chosen: string | undefined
  /** How often one was chosen here. */
  choices: number
  keep: (lessonId: string, progress: LessonProgress) => void
}

export interface PassedExam extends NonNullable<OwnExam['result']> {
  accountId: string
}

/** How the id of every learner of a class begins. */
const OF_CLASS = 'class-'

const Context = createContext<Lab | undefined>(undefined)
const PANEL = 'iam-dojo-lessons-open'
const CHOSEN = 'iam-dojo-lesson'

/** As the window was left; a new one on a phone begins with the page, which the lessons would cover. */
const opensAtFirst = (): boolean =>
  PANEL_COVERS_PAGE.matches ? sessionStorage.getItem(PANEL) === 'open' : sessionStorage.getItem(PANEL) !== 'closed'

/** The lesson that was opened last in this account, in whatever window. */
function chosenElsewhere(accountId: string): string | undefined {
  const [account, lesson] = localStorage.getItem(CHOSEN)?.split('/') ?? []
  return account === accountId ? lesson : undefined
}

/** The lesson of this window. A new window begins with the lesson that was opened last in this account. */
function lastChosen(accountId: string): string | undefined {
  return sessionStorage.getItem(CHOSEN) ?? chosenElsewhere(accountId)
}

function rememberChosen(accountId: string, lessonId: string | undefined): void {
  for (const store of [sessionStorage, localStorage]) store.removeItem(CHOSEN)
  if (lessonId === undefined) return
  sessionStorage.setItem(CHOSEN, lessonId)
  localStorage.setItem(CHOSEN, `${accountId}/${lessonId}`)
}

function examsPassed(accounts: readonly OwnAccount[], here: string): Record<string, PassedExam> {
  const passed = accounts.flatMap(({ accountId, exam }) =>
    accountId !== here && exam?.result?.passed ? [[exam.lessonId, { accountId, ...exam.result }] as const] : [],
  )
  return Object.fromEntries(passed.sort(([, one], [, other]) => one.points - other.points))
}

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
  /** Undefined until the server has said whose the account is. */
  const [own, setOwn] = useState<boolean>()
  const [inClass, setInClass] = useState(false)
  const [accounts, setAccounts] = useState<readonly OwnAccount[]>([])
  const [loaded, setLoaded] = useState(false)
  const [lessons, setLessons] = useState<readonly LessonSummary[]>([])
  const [progress, setProgress] = useState<Record<string, LessonProgress>>({})
  const [chosen, setChosen] = useState(() => lastChosen(accountId))
  const [choices, setChoices] = useState(0)
  const [lesson, setLesson] = useState<LessonText>()
  /** The step, with its lesson, whose hotspot led there already. */
  const [used, setUsed] = useState<string>()
  const [panelOpen, setPanel] = useState(opensAtFirst)

  const keep = useCallback((lessonId: string, news: LessonProgress) => {
    setProgress((present) => newer(present, { [lessonId]: news }))
  }, [])

  useEffect(() => {
    let unwatch: (() => void) | undefined
    let left = false
    const askProgress = () => api('GET /lab/progress', { query: { account: accountId } })
    const showProgress = (all: Awaited<ReturnType<typeof askProgress>>) => {
      if (left) return
      setProgress((present) => newer(present, all.lessons))
      setLoaded(true)
    }
    const onNews = (news: News) => {
      if (news.event === 'progress') keep(news.data.lesson, news.data.progress)
      if (news.event === 'clock') setClock(accountId, news.data.clockOffset)
      // Somebody wrote to the account, perhaps by the CLI: what is on the page is asked for again. So it is once the
      // stream is open (at first, or after a break): what was loaded before, or is on its way, may have missed a change.
      if (news.event === 'account') askAgain(queries, session, news.data.operations)
      if (news.event === 'class' || news.event === 'open') void queries.invalidateQueries({ queryKey: ['my-class'] })
      if (news.event === 'clock' || news.event === 'open') askAgain(queries, session, [])
      if (news.event !== 'open') return
      reload().catch(() => undefined)
      askProgress().then(showProgress, () => undefined)
    }
    const load = async () => {
      // The lab's own session comes first: without it the stream is refused.
      const { learner, accounts } = await api('GET /lab/session')
      if (left) return
      const mine = accounts.some((account) => account.accountId === accountId)
      setOwn(mine)
      setInClass(learner.id.startsWith(OF_CLASS))
      setAccounts(accounts)
      if (!mine) return
      unwatch = watchAccount(accountId, onNews)
      // Both are on their way before the frame is drawn, which takes long.
      const [all, done] = await Promise.all([api('GET /lab/lessons'), askProgress()])
      setLessons(all)
      showProgress(done)
    }
    load().catch(() => setOwn((known) => known ?? true))
    return () => {
      left = true
      unwatch?.()
    }
  }, [accountId, session, queries, keep, reload, setClock])

  // Another window of this browser, perhaps another user's, went on to another lesson: the course is the same one.
  useEffect(() => {
    const follow = ({ key }: StorageEvent) => {
      const elsewhere = key === CHOSEN ? chosenElsewhere(accountId) : undefined
      if (elsewhere === undefined) return
      sessionStorage.setItem(CHOSEN, elsewhere)
      setChosen(elsewhere)
    }
    addEventListener('storage', follow)
    return () => removeEventListener('storage', follow)
  }, [accountId])

  // Once an exam is handed in, its answers are told; once a lesson is started, its text names its second account.
  const { grade, status = 'not-started' } = (chosen === undefined ? undefined : progress[chosen]) ?? {}
  const [graded, started] = [grade !== undefined, status !== 'not-started']
  useEffect(() => {
    if (chosen === undefined || !own) return setLesson(undefined)
    let left = false
    const show = (text?: LessonText) => {
      if (!left) setLesson(text)
    }
    api('GET /lab/lessons/:id', { path: { id: chosen }, query: { account: accountId } }).then(show, () => show())
    return () => {
      left = true
    }
  }, [chosen, accountId, own, graded, started])

  const lab = useMemo<Lab | undefined>(() => {
    if (own === undefined) return undefined
    const setPanelOpen = (wanted: boolean) => {
      sessionStorage.setItem(PANEL, wanted ? 'open' : 'closed')
      setPanel(wanted)
    }
    const choose = (lessonId: string | undefined) => {
      rememberChosen(accountId, lessonId)
      setChosen(lessonId)
      setChoices((before) => before + 1)
    }
    const open = lesson?.steps.find(({ id }) => progress[lesson.id]?.steps[id]?.state === 'open')
    const here = open && `${lesson?.id}/${open.id}`
    return {
      own,
      inClass,
      lessons,
      loaded,
      exam: accounts.find((account) => account.accountId === accountId)?.exam?.lessonId,
      passedElsewhere: examsPassed(accounts, accountId),
      progress,
      lesson,
      hotspot: used === here || !open?.hotspot ? undefined : { id: open.hotspot, of: open.of },
      hotspotUsed: () => setUsed(here),
      panelOpen,
      setPanelOpen,
      choose,
      openLesson(lessonId) {
        choose(lessonId)
        setPanelOpen(true)
      },
      chosen,
      choices,
      keep,
    }
  }, [own, inClass, accounts, loaded, lessons, progress, lesson, panelOpen, used, chosen, choices, accountId, keep])
  // Nothing is drawn that the answer would change at once.
  return lab && <Context value={lab}>{children}</Context>
}

export function useLab(): Lab {
  const lab = useContext(Context)
  if (!lab) throw new Error('LabProvider is missing')
  return lab
}
