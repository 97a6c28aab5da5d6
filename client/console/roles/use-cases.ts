/** Services that take a role, and what each takes it for. */
export const USE_CASES: readonly { service: string; label: string; description: string }[] = [
  ['ec2', 'EC2', 'EC2 instances'],
  ['lambda', 'Lambda', 'Lambda functions'],
  ['ecs-tasks', 'Elastic Container Service Task', 'ECS tasks'],
  ['cloudformation', 'CloudFormation', 'CloudFormation stacks'],
  ['states', 'Step Functions', 'Step Functions state machines'],
].map(([name = '', label = '', callers = '']) => ({
  service: `${name}.amazonaws.com`,
  label,
  description: `Allows ${callers} to call AWS services on your behalf.`,
}))
