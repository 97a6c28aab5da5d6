import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import { useNavigate } from 'react-router'
import { addresses } from '../shared/addresses.js'

export function NotFound() {
  const navigate = useNavigate()
  return (
    <Box textAlign="center" padding="xxl">
      <Box variant="h1">There’s no page at this address</Box>
      <Box variant="p">Check the address.</Box>
      <Button onClick={() => navigate(addresses.home)}>Go to Console Home</Button>
    </Box>
  )
}
