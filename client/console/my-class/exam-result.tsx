import Alert from '@cloudscape-design/components/alert'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../shared/api.js'
import { texts } from './texts.js'
import { MY_CLASS } from './use-my-class.js'

/** The learner's own result, once the instructor has released it. */
export function ExamResultOf({ exam }: { exam: string }) {
  const { data } = useQuery({
    queryKey: [MY_CLASS, 'result', exam],
    queryFn: () => api('GET /classroom/me/result'),
    retry: false,
  })
  if (!data) return null
  return (
    <Alert type={data.passed ? 'success' : 'warning'} header={texts.result(data.points, data.of)}>
      {data.passed ? texts.passed : texts.notPassed}
    </Alert>
  )
}
