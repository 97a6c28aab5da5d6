import type { AutosuggestProps } from '@cloudscape-design/components/autosuggest'
import { useEffect, useState } from 'react'
import { useLab } from '../../lab/lab-context.js'
import type { Term } from '../../lab/terms/terms.js'
import { addresses } from '../../shared/addresses.js'
import { useSession } from '../../shared/session.js'
import { useRecentPages } from '../home/recent-pages.js'
import { type Found, useFormPages, useMainPages } from '../parts/page-table.js'
import { useOwnerOfKey } from '../queries/access-keys.js'
import { useGroups } from '../queries/groups.js'
import { isAwsManaged, useManagedPolicies } from '../queries/policies.js'
import { useRoles } from '../queries/roles.js'
import { useUsers } from '../queries/users.js'
import { addressOfService, servicesFoundBy } from '../services/services.js'
import { bestMatches } from './best-matches.js'
import { texts } from './texts.js'

type Section = AutosuggestProps.OptionGroup

const KEY_ID = /^A[KS]IA[A-Z2-7]{16}$/

const section = (label: string, options: AutosuggestProps.Options): Section[] =>
  options.length > 0 ? [{ label, options }] : []

const optionOf = (path: string, { title, description, words }: Found): AutosuggestProps.Option => ({
  value: path,
  label: title,
  description,
  filteringTags: words,
})

/** All that the search can lead to; the box itself filters. Resources are asked for once it is used. */
export function useSearchResults(text: string, used: boolean): Section[] {
  const resources = useResources(text, used)
  const owner = useKeyOwner(text.trim())
  const pages = useMainPages()
  const forms = useFormPages()
  const services = servicesFoundBy(text).map((service) => optionOf(addressOfService(service), service))
  const tasks = [
    ...forms.map((form) => optionOf(form.path, form)),
    ...pages.flatMap(({ path, tasks: all = [] }) => all.map((task) => optionOf(path, task))),
  ]
  const course = useCourse(text, used)
  const visited = useRecentPages().map(({ path, title }) => ({ value: path, label: title }))
  return [
    ...(text === '' ? section(texts.recent, visited) : []),
    ...owner,
    ...section(texts.services, services),
    ...section(
      texts.pages,
      pages.map(({ path, title }) => ({ value: path, label: title })),
    ),
    ...section(texts.tasks, tasks),
    ...course.lessons,
    ...resources,
    ...course.terms,
  ]
}

/** What the search has instead of an address for a lesson, which stands beside the page. */
const LESSON = 'lesson:'

/** The lesson that a search result stands for. */
export const lessonOf = (value: string): string | undefined =>
  value.startsWith(LESSON) ? value.slice(LESSON.length) : undefined

/** Lessons, by title or number, and the terms that they use. */
function useCourse(text: string, used: boolean): { lessons: Section[]; terms: Section[] } {
  const { lessons } = useLab()
  const [terms, setTerms] = useState<readonly Term[]>([])
  useEffect(() => {
    if (used) void import('../../lab/terms/terms.js').then(({ TERMS }) => setTerms(TERMS))
  }, [used])
  if (text.trim() === '') return { lessons: [], terms: [] }
  const found = lessons.flatMap(({ id, title, status }, index) =>
    status === 'ready'
      ? [{ value: `${LESSON}${id}`, label: texts.lesson(index + 1, title), filteringTags: [texts.lessonNumber(index + 1)] }]
      : [],
  )
  const words = terms.map(({ id, name, forms = [] }) => ({ value: addresses.term(id), label: name, filteringTags: forms }))
  return { lessons: section(texts.lessons, found), terms: section(texts.terms, words) }
}

/** Whose an access key is, as IAM's own search tells by the id. Source: IAM User Guide, "Search box in the console". */
function useKeyOwner(id: string): Section[] {
  const { accountId } = useSession()
  const owner = useOwnerOfKey(KEY_ID.test(id) ? id : undefined)
  if (owner.data === undefined) return []
  // IAM names root by the account's id.
  const name = owner.data === accountId ? null : owner.data
  return section(texts.accessKeys, [
    {
      value: name === null ? addresses.ownCredentials.show : addresses.users.of(name, 'credentials'),
      label: name ?? texts.ownCredentials,
      description: id,
      filteringTags: [id],
    },
  ])
}

/** Users, groups, roles and policies. AWS has over a thousand policies, so of those only the best matches are shown. */
function useResources(text: string, enabled: boolean): Section[] {
  const users = useUsers(enabled)
  const groups = useGroups(enabled)
  const roles = useRoles(enabled)
  const policies = useManagedPolicies(enabled)
  const own = (policies.data ?? []).filter(({ Arn = '' }) => !isAwsManaged(Arn))
  const aws = (policies.data ?? []).filter(({ Arn = '' }) => isAwsManaged(Arn))
  return [
    ...section(
      texts.users,
      (users.data ?? []).map(({ UserName = '' }) => ({ value: addresses.users.of(UserName), label: UserName })),
    ),
    ...section(
      texts.groups,
      (groups.data ?? []).map(({ GroupName = '' }) => ({ value: addresses.groups.of(GroupName), label: GroupName })),
    ),
    ...section(
      texts.roles,
      (roles.data ?? []).map(({ RoleName = '' }) => ({ value: addresses.roles.of(RoleName), label: RoleName })),
    ),
    ...section(texts.policies, [
      ...own.map(({ PolicyName = '', Arn = '' }) => ({ value: addresses.policies.of(Arn), label: PolicyName })),
      ...bestMatches(aws, ({ PolicyName = '' }) => PolicyName, text).map(({ PolicyName = '', Arn = '' }) => ({
        value: addresses.policies.of(Arn),
        label: PolicyName,
        description: texts.awsManaged,
      })),
    ]),
  ]
}
