import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import type { ClassTab } from './class-tab.js'
import { texts } from './texts.js'

const FILES = [
  { id: 'results', name: 'results.csv' },
  { id: 'resultsJson', name: 'results.json' },
  { id: 'canvas', name: 'canvas.csv' },
  { id: 'moodle', name: 'moodle.csv' },
  { id: 'roster', name: 'roster.csv' },
] as const

/** A file of a class, as the browser saves it. */
export const fileAddress = (classId: string, name: string): string =>
  `/api/classroom/classes/${encodeURIComponent(classId)}/${name}`

/** What a gradebook, a spreadsheet, or a program takes. */
export function ExportsTab({ listing }: Pick<ClassTab, 'listing'>) {
  return (
    <Table
      items={FILES}
      trackBy="id"
      wrapLines
      header={
        <Header variant="h2" description={texts.exportsText}>
          {texts.exportsTitle}
        </Header>
      }
      ariaLabels={{ tableLabel: texts.exportsTitle }}
      columnDefinitions={[
        { id: 'title', header: texts.file, isRowHeader: true, cell: ({ id }) => texts.files[id].title },
        { id: 'text', header: texts.detail, cell: ({ id }) => texts.files[id].text },
        {
          id: 'download',
          header: texts.download,
          cell: ({ name }) => (
            <Button iconName="download" href={fileAddress(listing.id, name)} download={name}>
              {name}
            </Button>
          ),
        },
      ]}
    />
  )
}
