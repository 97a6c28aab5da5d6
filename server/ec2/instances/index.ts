import { GetConsoleOutput } from './console-output.js'
import { DescribeInstanceStatus, DescribeInstances } from './describe-instances.js'
import { ModifyInstanceMetadataOptions } from './metadata-options.js'
import {
  AssociateIamInstanceProfile,
  DescribeIamInstanceProfileAssociations,
  DisassociateIamInstanceProfile,
  ReplaceIamInstanceProfileAssociation,
} from './profile-associations.js'
import { RunInstances } from './run-instances.js'
import { RebootInstances, StartInstances, StopInstances, TerminateInstances } from './state-changes.js'

export const instanceOperations = [
  RunInstances,
  DescribeInstances,
  DescribeInstanceStatus,
  StartInstances,
  StopInstances,
  RebootInstances,
  TerminateInstances,
  GetConsoleOutput,
  ModifyInstanceMetadataOptions,
  AssociateIamInstanceProfile,
  ReplaceIamInstanceProfileAssociation,
  DisassociateIamInstanceProfile,
  DescribeIamInstanceProfileAssociations,
]
