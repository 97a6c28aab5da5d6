import CollectionPreferences, { type CollectionPreferencesProps } from '@cloudscape-design/components/collection-preferences'
import { useState } from 'react'
import { texts } from './texts.js'

export type Preferences = CollectionPreferencesProps.Preferences

interface Shown {
  id: string
  header: string
  hidden?: true
}

interface Props {
  title: string
  columns: readonly Shown[]
  preferences: Preferences
  onChange(preferences: Preferences): void
}

/** The gear of a table: which columns it shows, and how many rows a page has. */
export function TablePreferences({ title, columns, preferences, onChange }: Props) {
  return (
    <CollectionPreferences
      title={texts.preferences}
      confirmLabel={texts.confirm}
      cancelLabel={texts.cancel}
      preferences={preferences}
      onConfirm={({ detail }) => onChange(detail)}
      pageSizePreference={{
        title: texts.pageSize,
        options: [10, 20, 50, 100].map((value) => ({ value, label: String(value) })),
      }}
      visibleContentPreference={{
        title: texts.visibleColumns,
        options: [
          {
            label: title,
            options: columns.map(({ id, header }, index) => ({ id, label: header, editable: index !== 0 })),
          },
        ],
      }}
    />
  )
}

/** Columns and page size, kept in this browser for the next visit. */
export function usePreferences(
  title: string,
  columns: readonly Shown[],
  pageSize: number,
): [Preferences, (next: Preferences) => void] {
  // Two tables of one title may have other columns: the list of users, and users to choose from.
  const key = `iam-dojo-table ${title}: ${columns.map(({ id }) => id).join(' ')}`
  const [preferences, setPreferences] = useState<Preferences>(() => ({
    pageSize,
    visibleContent: columns.filter(({ hidden }) => !hidden).map(({ id }) => id),
    ...stored(key),
  }))
  return [
    preferences,
    (next) => {
      setPreferences(next)
      localStorage.setItem(key, JSON.stringify({ pageSize: next.pageSize, visibleContent: next.visibleContent }))
    },
  ]
}

function stored(key: string): Preferences {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') as Preferences
  } catch {
    return {}
  }
}
