import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { BoardChanges, BoardOfCourse } from '../../../server/classroom/contract.js'
import type { Loading } from '../../console/queries/use-wire-query.js'
import { api } from '../../shared/api.js'
import { ASK_AGAIN_MS } from '../../shared/reach.js'
import { withChanges } from './order.js'

/** What is shown of minutes grows between two changes. */
const REFETCH_MS = 60_000

export interface LiveBoard {
  query: Loading<BoardOfCourse>
  /** The stream is open: what happens is told at once. */
  live: boolean
}

/** The board of a lesson, or of the course, kept by the class's stream. Lists of the class are asked again when they change. */
export function useBoard(classId: string, lesson: string | undefined): LiveBoard {
  const queries = useQueryClient()
  const [live, setLive] = useState(false)
  /** What the stream told while a board was on its way, which may be older. */
  const meanwhile = useRef<BoardChanges[]>([])
  const key = ['classroom-board', classId, lesson ?? '']
  const query = useQuery({
    queryKey: key,
    refetchInterval: REFETCH_MS,
    async queryFn() {
      meanwhile.current = []
      const board: BoardOfCourse = await (lesson === undefined
        ? api('GET /classroom/classes/:class/board', { path: { class: classId } })
        : api('GET /classroom/classes/:class/board/:lesson', { path: { class: classId, lesson } }))
      return meanwhile.current.reduce(withChanges, board)
    },
  })
  useEffect(() => {
    const boardKey = ['classroom-board', classId, lesson ?? '']
    return follow(classId, lesson, {
      open() {
        setLive(true)
        void queries.invalidateQueries({ queryKey: boardKey })
      },
      lost: () => setLive(false),
      board(changes) {
        if (changes.lesson !== lesson) return
        meanwhile.current.push(changes)
        queries.setQueryData<BoardOfCourse>(boardKey, (board) => board && withChanges(board, changes))
      },
      class: () => void queries.invalidateQueries({ queryKey: ['classroom', 'class', classId] }),
    })
  }, [classId, lesson, queries])
  return { query, live }
}

interface Told {
  open(): void
  lost(): void
  board(changes: BoardChanges): void
  class(): void
}

/** Opens the stream, and again if the server refused it. */
function follow(classId: string, lesson: string | undefined, told: Told): () => void {
  let source: EventSource | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  const query = lesson === undefined ? '' : `?lesson=${encodeURIComponent(lesson)}`
  const open = () => {
    source = new EventSource(`/api/classroom/classes/${encodeURIComponent(classId)}/events${query}`)
    source.addEventListener('open', told.open)
    source.addEventListener('board', ({ data }: MessageEvent<string>) => told.board(JSON.parse(data) as BoardChanges))
    source.addEventListener('class', told.class)
    source.addEventListener('error', () => {
      told.lost()
      if (source?.readyState === EventSource.CLOSED) again = setTimeout(open, ASK_AGAIN_MS)
    })
  }
  open()
  return () => {
    clearTimeout(again)
    source?.close()
  }
}
