import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import { useNavigate } from 'react-router'

export function NotFound() {
  const navigate = useNavigate()
  return (
    <Box textAlign="center" padding="xxl">
      <Box variant="h1">There is nothing at this address</Box>
      <Box variant="p">The page does not exist, or not yet.</Box>
      <Button onClick={() => navigate('/iam/home')}>To the dashboard</Button>
    </Box>
  )
}
