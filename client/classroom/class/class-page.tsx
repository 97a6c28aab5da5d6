import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Tabs from '@cloudscape-design/components/tabs'
import { type ReactNode, useMemo, useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { Loaded } from '../../console/parts/loaded.js'
import { classroomAddress, classroomAddresses } from '../../shared/addresses.js'
import { ActsTab } from '../acts/acts-tab.js'
import { Address } from '../address.js'
import { BoardTab } from '../board/board-tab.js'
import { useBoard } from '../board/use-board.js'
import { stateOf } from '../classes/state.js'
import { ExamTab } from '../exam/exam-tab.js'
import { useTrail } from '../frame.js'
import { useClass, useLearners, useLessons } from '../queries.js'
import { LearnersTab } from '../roster/learners-tab.js'
import { InviteDialog } from '../staff/invite-dialog.js'
import { useIsInstructor } from '../staff/staff-context.js'
import { AuditTab } from './audit-tab.js'
import type { ClassTab, TabId } from './class-tab.js'
import { ExportsTab } from './exports-tab.js'
import { SettingsTab } from './settings-tab.js'
import { texts } from './texts.js'

/** What an assistant may open. */
const FOR_ASSISTANTS: readonly TabId[] = ['board', 'acts', 'learners']
const TABS: readonly TabId[] = ['board', 'acts', 'exam', 'learners', 'exports', 'settings', 'audit']

/** A class: its code and its tabs. */
export default function ClassPage() {
  const { classId = '' } = useParams()
  const query = useClass(classId)
  return <Loaded query={query}>{(listing) => <Opened key={listing.id} listing={listing} />}</Loaded>
}

function Opened({ listing }: Pick<ClassTab, 'listing'>) {
  const { tab = 'board' } = useParams()
  const navigate = useNavigate()
  const isInstructor = useIsInstructor()
  const [lesson, setLesson] = useState<string | undefined>(listing.lessons[0])
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set<string>())
  const board = useBoard(listing.id, lesson)
  const learners = useLearners(listing.id).data ?? []
  const course = useLessons().data
  const lessons = useMemo(() => ofClass(course ?? [], listing.lessons), [course, listing.lessons])
  useTrail({ text: listing.title, href: classroomAddress(classroomAddresses.of(listing.id)) })
  const openTab = (to: TabId) => navigate(classroomAddresses.of(listing.id, to))
  const shared: ClassTab = { listing, learners, lessons, selected, setSelected, openTab }
  const content: Record<TabId, () => ReactNode> = {
    board: () => <BoardTab {...shared} board={board} lesson={lesson} onLesson={setLesson} />,
    acts: () => <ActsTab {...shared} />,
    exam: () => <ExamTab {...shared} />,
    learners: () => <LearnersTab {...shared} />,
    exports: () => <ExportsTab {...shared} />,
    settings: () => <SettingsTab {...shared} />,
    audit: () => <AuditTab {...shared} />,
  }
  const open = TABS.filter((id) => isInstructor || FOR_ASSISTANTS.includes(id))
  const active = open.find((id) => id === tab) ?? 'board'
  return (
    <SpaceBetween size="m">
      <ClassHeader listing={listing} />
      <Tabs
        activeTabId={active}
        onChange={({ detail }) => openTab(detail.activeTabId as TabId)}
        ariaLabel={listing.title}
        tabs={open.map((id) => ({ id, label: texts.tabs[id], content: id === active ? content[id]() : null }))}
      />
    </SpaceBetween>
  )
}

/** A class without a choice of its own has all of the course's. */
function ofClass(course: ClassTab['lessons'], ids: readonly string[]): ClassTab['lessons'] {
  const ready = course.filter(({ status }) => status === 'ready')
  if (ids.length === 0) return ready
  return ids.flatMap((wanted) => ready.find(({ id }) => id === wanted) ?? [])
}

function ClassHeader({ listing }: Pick<ClassTab, 'listing'>) {
  const isInstructor = useIsInstructor()
  const [inviting, setInviting] = useState(false)
  const { open, text } = stateOf(listing, Date.now())
  return (
    <SpaceBetween size="s">
      <Header variant="h1" actions={isInstructor ? <Button onClick={() => setInviting(true)}>{texts.projector}</Button> : null}>
        {listing.title}
      </Header>
      <KeyValuePairs
        columns={4}
        items={[
          { label: texts.code, value: <Code code={listing.code} /> },
          {
            label: texts.address,
            value: listing.addresses.map((address) => (
              <Box key={address}>
                <Address of={address} />
              </Box>
            )),
          },
          { label: texts.joined, value: listing.joined },
          { label: texts.state, value: <StatusIndicator type={open ? 'success' : 'stopped'}>{text}</StatusIndicator> },
        ]}
      />
      {inviting ? <InviteDialog classes={[listing]} projectorOf={listing.id} onClose={() => setInviting(false)} /> : null}
    </SpaceBetween>
  )
}

const Code = ({ code }: { code: string }) => (
  <>
    <CopyToClipboard
      variant="inline"
      textToCopy={code}
      textToDisplay=""
      copyButtonAriaLabel={texts.copyCode}
      copySuccessText={texts.copied}
      copyErrorText={texts.copyFailed}
    />{' '}
    <span className="code">{code}</span>
  </>
)
