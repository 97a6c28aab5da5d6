import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import type { LearnerPage } from '../../../server/classroom/contract.js'
import { useLab } from '../../lab/lab-context.js'
import { api } from '../../shared/api.js'
import { Loaded } from '../parts/loaded.js'
import type { Loading } from '../queries/use-wire-query.js'
import { LearnerView } from './learner-view.js'
import { texts } from './texts.js'
import { MY_CLASS } from './use-my-class.js'

/** The same page that the staff has of this learner. */
export default function SeenPage() {
  const { inClass } = useLab()
  const query = useQuery({
    queryKey: [MY_CLASS, 'seen'],
    queryFn: () => api('GET /classroom/me/seen'),
    retry: false,
    enabled: inClass,
  }) as Loading<LearnerPage>
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description={texts.seenText}>
        {texts.seenTitle}
      </Header>
      {inClass ? <Loaded query={query}>{(page) => <LearnerView page={page} />}</Loaded> : <Box>{texts.seenNone}</Box>}
    </SpaceBetween>
  )
}
