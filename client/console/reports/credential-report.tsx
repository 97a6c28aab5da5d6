import { type IAM, ReportStateType } from '@aws-sdk/client-iam'
import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { LessonHotspot } from '../../lab/lesson-hotspot.js'
import { Failure } from '../../shared/failure.js'
import { dateTime } from '../../shared/locale.js'
import { download } from '../parts/download.js'
import { InfoLink } from '../parts/info-link.js'
import { ResourceTable } from '../parts/resource-table.js'
import { useAction } from '../queries/use-action.js'
import { texts } from './texts.js'

interface Report {
  csv: string
  generated: Date | undefined
  columns: string[]
  rows: Record<string, string>[]
}

/** Asks for a report until it is there, as AWS's console does. */
async function generate(iam: IAM): Promise<Report> {
  for (;;) {
    const { State } = await iam.generateCredentialReport({})
    if (State === ReportStateType.COMPLETE) break
    await new Promise((resolve) => setTimeout(resolve, 700))
  }
  const { Content = new Uint8Array(), GeneratedTime } = await iam.getCredentialReport({})
  const csv = new TextDecoder().decode(Content)
  const [head = '', ...lines] = csv.split('\n')
  const columns = head.split(',')
  const rows = lines.map((line) => Object.fromEntries(line.split(',').map((value, index) => [columns[index] ?? '', value])))
  return { csv, generated: GeneratedTime, columns, rows }
}

/** At first the columns that a review begins with; the rest waits in the preferences. */
const FIRST = [
  'user',
  'password_enabled',
  'password_last_used',
  'mfa_active',
  'access_key_1_active',
  'access_key_1_last_rotated',
  'access_key_1_last_used_date',
]

/** All users and the state of their credentials: to download, and to read here. */
export default function CredentialReport() {
  const [report, setReport] = useState<Report>()
  const action = useAction()
  const [wanted, setWanted] = useState<'file' | 'table'>()
  const load = async (how: 'file' | 'table') => {
    setWanted(how)
    const outcome = await action.run(generate)
    if (!outcome.ok) return
    if (how === 'file') download(fileName(outcome.value.generated), outcome.value.csv)
    else setReport(outcome.value)
  }
  return (
    <ContentLayout
      header={
        <Header variant="h1" info={<InfoLink />}>
          {texts.credentialReport}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Container
          header={
            <Header
              variant="h2"
              description={texts.credentialReportText}
              actions={
                <SpaceBetween direction="horizontal" size="xs">
                  <LessonHotspot id="credential-report">
                    <Button loading={action.running && wanted === 'table'} onClick={() => void load('table')}>
                      {texts.show}
                    </Button>
                  </LessonHotspot>
                  <Button variant="primary" loading={action.running && wanted === 'file'} onClick={() => void load('file')}>
                    {texts.download}
                  </Button>
                </SpaceBetween>
              }
            >
              {texts.allUsers}
            </Header>
          }
        >
          {report?.generated ? texts.generated(dateTime(report.generated)) : texts.ways}
        </Container>
        {action.error === undefined ? null : <Failure error={action.error} />}
        {report ? (
          <ResourceTable<Record<string, string>>
            title={texts.credentialReport}
            variant="container"
            query={{
              data: report.rows,
              error: null,
              isPending: false,
              isFetching: action.running,
              refetch: () => load('table'),
            }}
            idOf={({ arn = '' }) => arn}
            nameOf={({ user = '' }) => user}
            textOf={({ user = '', arn = '' }) => `${user} ${arn}`}
            empty={{ title: texts.notYet }}
            columns={report.columns.map((name) => ({
              id: name,
              header: name,
              cell: (row) => readable(row[name] ?? ''),
              sort: (row) => row[name] ?? '',
              ...(FIRST.includes(name) ? {} : { hidden: true as const }),
            }))}
          />
        ) : null}
        <Alert type="info">{texts.hint}</Alert>
      </SpaceBetween>
    </ContentLayout>
  )
}

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/

/** Times and answers for people. N/A, no_information and not_supported are AWS's own words and stay; so does the file. */
function readable(value: string): string {
  if (value === 'true') return texts.yes
  if (value === 'false') return texts.no
  return ISO.test(value) ? dateTime(value) : value
}

const fileName = (generated: Date | undefined): string =>
  `status_reports_${(generated ?? new Date(0)).toISOString().slice(0, 19).replaceAll(':', '-')}.csv`
