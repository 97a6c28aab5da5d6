import type { Case } from './both-clis.js'
import { lines } from './commands.js'

/** What is in the home folder of both. */
export const FILES: Readonly<Record<string, string>> = {
  'hello.sh': '#!/bin/bash\necho "hällo" > /tmp/hello\n',
  'rsa.pub': 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4 alice@laptop\n',
  'filters.json': '[{"Name": "key-name", "Values": ["laptop*", "web"]}]',
  'rule.json':
    '[{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "all"}]}]',
}

const PARAMETER = 'Name=architecture,Values=x86_64'
const keep = (name: string, line: string): Case => ({ line, keep: name })

/** In this order, each on an account of its own. */
export const CASES: readonly Case[] = [
  // Key pairs.
  ...lines(`
    ec2 describe-key-pairs
    ec2 describe-key-pairs --output text
    ec2 create-key-pair --key-name web --query [KeyName,KeyFingerprint,KeyMaterial,KeyPairId,Tags]
    ec2 create-key-pair --key-name ed --key-type ed25519 --query KeyMaterial --output text
    ec2 create-key-pair --key-name putty --key-format ppk --query KeyName
    ec2 create-key-pair --key-name tagged --tag-specifications ResourceType=key-pair,Tags=[{Key=team,Value=blue},{Key=cost,Value=42}] --output yaml --query Tags
    ec2 create-key-pair --key-name web
    ec2 create-key-pair --key-name web --key-type dsa
    ec2 create-key-pair --key-name dry --dry-run
    ec2 create-key-pair --key-name dry --no-dry-run --query KeyName
    ec2 create-key-pair
    ec2 create-key-pair --key-name spec --tag-specifications ResourceType=instance,Tags=[{Key=a,Value=b}]
    ec2 create-key-pair --key-name spec --tag-specifications ResourceType=key-pair,Tags={Key=a
    ec2 create-key-pair --key-name spec --tag-specifications ResourceType=key-pair,Tags=[{Key=a,Val=b}]
    ec2 import-key-pair --key-name laptop --public-key-material fileb://rsa.pub --query [KeyName,KeyFingerprint]
    ec2 import-key-pair --key-name laptop2 --public-key-material file://rsa.pub
    ec2 import-key-pair --key-name laptop3 --public-key-material c3NoLWVkMjU1MTkgQUFBQUMzTnphQzFsWkRJMU5URTVBQUFBSUFPaEI3L3p6aEMrSFhEZEdPZEx3SmxuNU5Zd202VU5YeDNjaG1RU1ZURzQgYQ== --query KeyName
    ec2 import-key-pair --key-name laptop4 --public-key-material nonsense
    ec2 import-key-pair --key-name laptop4 --public-key-material nonsens
    ec2 import-key-pair --key-name laptop5 --public-key-material file://rsa.pub --cli-binary-format raw-in-base64-out --query KeyName
    ec2 import-key-pair --key-name laptop6 --public-key-material fileb://missing.pub
    ec2 describe-key-pairs --query KeyPairs[].[KeyName,KeyType] --output text
    ec2 describe-key-pairs --key-names web ed --query KeyPairs[].KeyName
    ec2 describe-key-pairs --key-names web --output table --query KeyPairs[].{Name:KeyName,Type:KeyType,Tags:Tags}
    ec2 describe-key-pairs --filters Name=key-name,Values=laptop*,web --query KeyPairs[].KeyName --output yaml
    ec2 describe-key-pairs --filters file://filters.json --query KeyPairs[].KeyName
    ec2 describe-key-pairs --filters Name=tag:team,Values=blue Name=key-type,Values=rsa --query KeyPairs[].Tags --output text
    ec2 describe-key-pairs --filter Name=key-name,Values=web --query KeyPairs[].KeyName
    ec2 describe-key-pairs --filters Name=nothing,Values=x
    ec2 describe-key-pairs --filters key-name
    ec2 describe-key-pairs --key-names nobody
    ec2 describe-key-pairs --key-names web --include-public-key --query KeyPairs[].KeyName
    ec2 describe-key-pairs --key-names web --region eu-west-1
    ec2 describe-key-pairs --max-items 1
    ec2 delete-key-pair
    ec2 delete-key-pair --key-name nobody --dry-run
    ec2 wait key-pair-exists --key-names web
  `),
  // Later versions answer with the key pair's ID.
  { line: 'ec2 delete-key-pair --key-name laptop3', silent: true },
  // What is fixed.
  ...lines(`
    ec2 describe-regions --query Regions[].RegionName --output text
    ec2 describe-regions --region-names us-east-1 eu-west-1 --output table --query Regions[].[RegionName,OptInStatus]
    ec2 describe-availability-zones --query AvailabilityZones[].[ZoneName,State,ZoneType]
    ec2 describe-availability-zones --region eu-west-1 --output text --query AvailabilityZones[].ZoneName
    ec2 describe-images --owners amazon --filters ${PARAMETER} --query Images[].[Name,State,Public] --output table
    ec2 describe-images --image-ids ami-0123 
    ec2 describe-instance-types --instance-types t3.micro --query InstanceTypes[].[InstanceType,VCpuInfo.DefaultVCpus,MemoryInfo.SizeInMiB]
    ec2 describe-instance-types --max-items 2 --query InstanceTypes[].InstanceType
    ec2 describe-instance-types --page-size 5 --query InstanceTypes[].InstanceType --output text
    ec2 describe-instance-types --max-results 5 --query 'length(InstanceTypes)'
    ec2 describe-instance-types --max-results 5 --max-items 3
    ec2 describe-vpcs --query Vpcs[].[CidrBlock,IsDefault] --output text
    ec2 describe-vpcs --filters Name=is-default,Values=true --query Vpcs[].State
    ec2 describe-subnets --query Subnets[].[AvailabilityZone,CidrBlock] --output table
    ec2 describe-subnets --max-items 1 --query '[length(Subnets),NextToken!=null]'
    ec2 wait vpc-available
    ec2 wait subnet-available
    ec2 wait image-available --owners amazon
    ec2 wait vpc-exists --vpc-ids vpc-0123
    ec2 wait vpc-exists --vpc-ids vpc-0123456789abcdef0
  `),
  // Security groups.
  keep('GROUP', 'ec2 create-security-group --group-name ssh --description SSH --query GroupId --output text'),
  ...lines(`
    ec2 create-security-group --group-name ssh --description again
    ec2 describe-security-groups --group-names ssh --query SecurityGroups[].[GroupName,IpPermissions,length(IpPermissionsEgress)]
    ec2 authorize-security-group-ingress --group-id $GROUP --protocol tcp --port 22 --cidr 203.0.113.0/24 --query SecurityGroupRules[].[IpProtocol,FromPort,ToPort,CidrIpv4]
    ec2 authorize-security-group-ingress --group-name ssh --protocol tcp --port 8000-8010 --cidr 10.0.0.0/8 --query Return
    ec2 authorize-security-group-ingress --group-id $GROUP --protocol all --port all --source-group $GROUP --query SecurityGroupRules[].[IpProtocol,FromPort,ToPort]
    ec2 authorize-security-group-ingress --group-id $GROUP --ip-permissions file://rule.json --query SecurityGroupRules[].[FromPort,Description] --output text
    ec2 authorize-security-group-ingress --group-id $GROUP --ip-permissions IpProtocol=tcp,FromPort=80,ToPort=80,IpRanges=[{CidrIp=0.0.0.0/0}] --query SecurityGroupRules[].FromPort
    ec2 authorize-security-group-ingress --group-id $GROUP --protocol tcp --port 22 --cidr 203.0.113.0/24
    ec2 authorize-security-group-ingress --group-id $GROUP --protocol tcp --port 22 --cidr nowhere
    ec2 authorize-security-group-ingress --group-id $GROUP --protocol tcp --port x --cidr 0.0.0.0/0
    ec2 authorize-security-group-ingress --group-id $GROUP --protocol 300 --port 1 --cidr 0.0.0.0/0
    ec2 authorize-security-group-ingress --group-id $GROUP --protocol gre --port 1 --cidr 0.0.0.0/0
    ec2 authorize-security-group-ingress --group-id $GROUP --protocol tcp --ip-permissions file://rule.json
    ec2 authorize-security-group-ingress --group-id $GROUP --protocol tcp --port 22 --source-group other --group-owner 123456789012
    ec2 describe-security-groups --group-ids $GROUP --query SecurityGroups[].IpPermissions[].[IpProtocol,FromPort,ToPort,IpRanges] --output yaml
    ec2 describe-security-groups --group-ids $GROUP --output table --query SecurityGroups[].IpPermissions
    ec2 describe-security-groups --group-ids $GROUP --output text --query SecurityGroups[].IpPermissions
    ec2 describe-security-group-rules --filters Name=group-id,Values=$GROUP --query SecurityGroupRules[].[IsEgress,FromPort] --output text
    ec2 revoke-security-group-ingress --group-id $GROUP --protocol tcp --port 22 --cidr 203.0.113.0/24 --query Return
    ec2 revoke-security-group-ingress --group-id $GROUP --protocol tcp --port 22 --cidr 203.0.113.0/24 --query length(UnknownIpPermissions)
    ec2 describe-security-groups --group-ids sg-0123456789abcdef0
    ec2 wait security-group-exists --group-ids sg-0123456789abcdef0
    ec2 wait security-group-exists --group-ids $GROUP
  `),
  // Instances.
  keep(
    'IMAGE',
    'ec2 describe-images --owners amazon --filters Name=architecture,Values=x86_64 --query Images[0].ImageId --output text',
  ),
  ...lines(`
    ec2 run-instances
    ec2 run-instances --image-id ami-0123
    ec2 run-instances --image-id $IMAGE --instance-type t3.micro --dry-run
    ec2 run-instances --image-id $IMAGE --instance-type none.such
    ec2 run-instances --image-id $IMAGE --count many
    ec2 run-instances --image-id $IMAGE --count 3:1
    ec2 run-instances --image-id $IMAGE --count 1:
    ec2 run-instances --image-id $IMAGE --key-name nobody
    ec2 run-instances --image-id $IMAGE --iam-instance-profile Name=none
    ec2 run-instances --image-id $IMAGE --network-interfaces DeviceIndex=0 --associate-public-ip-address
    ec2 run-instances --image-id $IMAGE --count 2 --instance-type t3.micro --key-name web --security-group-ids $GROUP --tag-specifications ResourceType=instance,Tags=[{Key=Name,Value=two}] ResourceType=volume,Tags=[{Key=Name,Value=disk}] --query Instances[].[InstanceType,KeyName,State.Name,Tags,AmiLaunchIndex]
    ec2 run-instances --image-id $IMAGE --user-data file://hello.sh --metadata-options HttpTokens=required,HttpEndpoint=enabled --instance-type t3.micro --tag-specifications ResourceType=instance,Tags=[{Key=Name,Value=meta}] --query Instances[].MetadataOptions.HttpTokens --output text
    ec2 run-instances --image-id $IMAGE --no-associate-public-ip-address --security-group-ids $GROUP --tag-specifications ResourceType=instance,Tags=[{Key=Name,Value=hidden}] --query Instances[].[PublicIpAddress,SecurityGroups[].GroupName]
    ec2 run-instances --image-id $IMAGE --block-device-mappings DeviceName=/dev/xvda,Ebs={VolumeSize=12,VolumeType=gp3} --query Instances[].RootDeviceName --enable-api-termination
    ec2 run-instances --image-id $IMAGE --monitoring Enabled=true --query Instances[].Monitoring.State
    ec2 run-instances --image-id $IMAGE --monitoring true
  `),
  keep(
    'ONE',
    'ec2 run-instances --image-id $IMAGE --instance-type t3.micro --key-name web --query Instances[0].InstanceId --output text',
  ),
  ...lines(`
    ec2 wait instance-exists --instance-ids $ONE
    ec2 wait instance-running --instance-ids $ONE
    ec2 describe-instances --instance-ids $ONE --query Reservations[].Instances[].[State.Name,ImageId,InstanceType,KeyName,LaunchTime]
    ec2 describe-instances --instance-ids $ONE --query Reservations[].Instances[].State --output table
    ec2 describe-instances --instance-ids $ONE --query Reservations[].Instances[].State --output text
    ec2 describe-instances --filters Name=tag:Name,Values=two Name=instance-state-name,Values=pending,running --query Reservations[].Instances[].[Tags[0].Value,AmiLaunchIndex] --output text
    ec2 describe-instances --query 'Reservations[].Instances[?Tags[?Key==\`Name\`&&Value==\`meta\`]].MetadataOptions.HttpTokens' --output text
    ec2 describe-instances --max-items 1 --query '[length(Reservations),NextToken!=null]'
    ec2 describe-instances --max-items 1 --output text --query Reservations[].Instances[].InstanceType
    ec2 describe-instances --max-results 5 --query 'length(Reservations)'
    ec2 describe-instances --max-results 1
    ec2 describe-instances --instance-ids i-0123456789abcdef0
    ec2 describe-instances --instance-ids nonsense
    ec2 describe-instances --no-paginate --starting-token x
    ec2 describe-instance-status --instance-ids $ONE --query InstanceStatuses[].[InstanceState.Name,InstanceStatus.Status] --output text
    ec2 get-console-output --instance-id $ONE --query 'contains(Output,\`ED25519\`)'
    ec2 get-console-output
    ec2 create-tags --resources $ONE --tags Key=Name,Value=one Key=note,Value="a, b"
    ec2 create-tags --resources $ONE --tags Key=aws:x,Value=1
    ec2 create-tags --resources $ONE
    ec2 describe-tags --filters Name=resource-id,Values=$ONE --output table --query Tags[].[Key,ResourceType,Value]
    ec2 describe-tags --filters Name=resource-id,Values=$ONE --output text
    ec2 delete-tags --resources $ONE --tags Key=note
    ec2 describe-tags --filters Name=resource-id,Values=$ONE --query Tags[].Key
    ec2 modify-instance-metadata-options --instance-id $ONE --http-tokens required --http-put-response-hop-limit 2 --query InstanceMetadataOptions.[HttpTokens,HttpPutResponseHopLimit]
    ec2 modify-instance-metadata-options --instance-id $ONE --http-tokens sometimes
    ec2 modify-instance-metadata-options --instance-id $ONE --http-put-response-hop-limit two
    ec2 reboot-instances --instance-ids $ONE
    ec2 stop-instances --instance-ids $ONE --query StoppingInstances[].[PreviousState.Name,CurrentState.Name]
    ec2 wait instance-stopped --instance-ids $ONE
    ec2 wait instance-running --instance-ids $ONE $ONE --bogus
    ec2 start-instances --instance-ids $ONE --output table
    ec2 stop-instances --dry-run --instance-ids $ONE
    ec2 wait instance-stopped --instance-ids $ONE
    ec2 wait instance-running --instance-ids $ONE
    iam create-instance-profile --instance-profile-name web --query InstanceProfile.InstanceProfileName
    ec2 associate-iam-instance-profile --instance-id $ONE --iam-instance-profile Name=web --query IamInstanceProfileAssociation.State
    ec2 associate-iam-instance-profile --instance-id $ONE --iam-instance-profile web
    ec2 describe-iam-instance-profile-associations --query IamInstanceProfileAssociations[].State
    ec2 terminate-instances --instance-ids $ONE --output yaml
    ec2 wait instance-running --instance-ids $ONE
    ec2 wait instance-terminated --instance-ids $ONE
    ec2 wait instance-running --instance-ids nonsense
    ec2 wait
    ec2 delete-security-group --group-id sg-0123456789abcdef0
    ec2 delete-security-group --group-id $GROUP
  `),
  // Without permission, without a region, without an operation.
  ...lines(`
    iam create-user --user-name alice --query User.UserName
    ec2 run-instances --generate-cli-skeleton nonsense
    ec2 start-instances --generate-cli-skeleton
    ec2 start-instances --cli-input-json '{"InstanceIds":["i-0123456789abcdef0"],"DryRun":true}'
    ec2 start-instances --cli-input-json '{"InstanceIds":"i-0123456789abcdef0"}'
    ec2 describe-instances --filters Name=a,Values=b,Name=c
  `),
  { line: 'ec2 describe-instances', env: { AWS_REGION: null, AWS_DEFAULT_REGION: null } },
  { line: 'ec2 describe-instances', env: { AWS_SECRET_ACCESS_KEY: 'wrong' } },
  { line: 'ec2 describe-instances', env: { AWS_SESSION_TOKEN: 'wrong' } },
  { line: 'ec2 describe-instances --no-sign-request' },
  { line: 'ec2 describe-instance', firstLines: 10 },
  { line: 'ec2 wait instance-there', firstLines: 10 },
]
