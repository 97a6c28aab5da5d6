import Box from '@cloudscape-design/components/box'
import Button, { type ButtonProps } from '@cloudscape-design/components/button'
import HelpPanel from '@cloudscape-design/components/help-panel'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useRef, useState } from 'react'
import { useSession } from '../../shared/session.js'
import { type Filters, RequestList } from './request-list.js'
import { RequestView } from './request-view.js'
import { texts } from './texts.js'
import { useRequests } from './use-requests.js'

/** The request inspector: what reaches the server for this account, and each of it as it was on the wire. */
export default function RequestsPanel() {
  const { accountId } = useSession()
  const live = useRequests(accountId)
  const [filters, setFilters] = useState<Filters>({ operation: '', errorsOnly: false, othersOnly: false })
  const [chosen, setChosen] = useState<string>()
  const [looked, setLooked] = useState<string>()
  const back = useRef<ButtonProps.Ref>(null)
  useEffect(() => {
    if (chosen === undefined) return
    back.current?.focus()
    setLooked(chosen)
  }, [chosen])
  if (chosen !== undefined) {
    return (
      <HelpPanel header={<h2>{texts.title}</h2>}>
        <Button ref={back} variant="inline-link" iconName="angle-left" onClick={() => setChosen(undefined)}>
          {texts.all}
        </Button>
        <RequestView key={chosen} requestId={chosen} />
      </HelpPanel>
    )
  }
  return (
    <HelpPanel header={<h2>{texts.title}</h2>}>
      <SpaceBetween size="s">
        <Box>{texts.intro}</Box>
        <SpaceBetween size="xs" direction="horizontal">
          {live.waiting === undefined ? (
            <Button onClick={live.pause}>{texts.pause}</Button>
          ) : (
            <Button onClick={live.resume}>{texts.resume(live.waiting)}</Button>
          )}
          <Button onClick={() => void live.clear()}>{texts.clear}</Button>
        </SpaceBetween>
        <RequestList
          requests={live.requests}
          filters={filters}
          onFilter={(next) => {
            setFilters(next)
            // Or a line that comes back into sight would take the focus from the filter.
            setLooked(undefined)
          }}
          looked={looked}
          onChoose={setChosen}
        />
      </SpaceBetween>
    </HelpPanel>
  )
}
