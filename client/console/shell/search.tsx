import Autosuggest from '@cloudscape-design/components/autosuggest'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useLab } from '../../lab/lab-context.js'
import { lessonOf, useSearchResults } from './search-results.js'
import { texts } from './texts.js'

/** Search over services, pages, tasks, lessons, resources, and terms; what was visited lately comes first. */
export function Search() {
  const [value, setValue] = useState('')
  const [used, setUsed] = useState(false)
  const navigate = useNavigate()
  const { openLesson } = useLab()
  const options = useSearchResults(value, used)
  return (
    <Autosuggest
      value={value}
      placeholder={texts.search}
      ariaLabel={texts.search}
      hideEnteredTextOption
      virtualScroll
      empty={texts.noMatch}
      filteringResultsText={(count) => (count === 0 ? texts.noMatch : '')}
      onFocus={() => setUsed(true)}
      onChange={({ detail }) => setValue(detail.value)}
      onSelect={({ detail }) => {
        const lesson = lessonOf(detail.value)
        // The keyboard goes on at what was looked for, not in front of all links to the rest.
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
        setValue('')
        if (lesson !== undefined) openLesson(lesson)
        else if (detail.value.startsWith('/')) navigate(detail.value)
      }}
      options={options}
    />
  )
}
