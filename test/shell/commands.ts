import type { Case } from './both-clis.js'

const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess'
const TRUST = `'{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'`

/** What is in the home folder of both. */
export const FILES: Readonly<Record<string, string>> = {
  'policy.json': '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}',
  'user.json': '{"UserName": "fromfile", "Path": "/team/", "Tags": [{"Key": "a", "Value": "b"}]}',
  'user.yaml': 'UserName: fromyaml\nPath: /team/\n',
  'tags.json': '[{"Key": "one", "Value": "1"}, {"Key": "two", "Value": "zwei äöü"}]',
  'name.txt': 'filed',
  'keys.csv':
    'User Name,Access Key ID,Secret Access Key\ncarol,AKIAIOSFODNN7EXAMPLE,wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n',
  'broken.csv': 'Access key ID,Secret access key\nAKIAIOSFODNN7EXAMPLE,secret\n',
  'broken-config': 'region = nowhere\n',
  'other-config':
    '[default]\nregion = eu-central-1\noutput = text\n[profile loop]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = loop2\n[profile loop2]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = loop\n[profile nosource]\nrole_arn = arn:aws:iam::123456789012:role/x\n[profile lost]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = gone\n[profile half]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n',
}

const NOWHERE = { AWS_REGION: null, AWS_DEFAULT_REGION: null }
const none = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_SESSION_TOKEN: '' }
const other = { ...none, AWS_CONFIG_FILE: 'other-config' }
export const lines = (text: string): Case[] =>
  text
    .trim()
    .split('\n')
    .map((line) => ({ line: line.trim() }))

/** In this order. */
export const CASES: readonly Case[] = [
  // Reading and writing, in every format.
  ...lines(`
    iam list-users
    iam list-users --output text
    iam list-users --output table
    iam list-users --output yaml
    iam create-user --user-name alice
    iam create-user --user-name bob --path /team/ --tags Key=team,Value=blue Key=cost,Value=42
    iam create-user --user-name carol --tags file://tags.json --output yaml
    iam create-user --user-name dave --output text
    iam create-user --user-name erin --output table
    iam list-users
    iam list-users --output text
    iam list-users --output table
    iam list-users --output yaml
    iam list-users --output yaml-stream
    iam get-user --user-name bob
    iam get-user --user-name bob --output text
    iam get-user --user-name bob --output table
    iam get-user --user-name carol --output yaml
    iam list-user-tags --user-name carol
    iam list-user-tags --user-name carol --output text
    iam list-user-tags --user-name carol --output table
    iam tag-user --user-name alice --tags '[{"Key":"x","Value":"a,b"}]'
    iam tag-user --user-name alice --tags '{"Key":"y","Value":"1"}' '{"Key":"z","Value":"2"}'
    iam tag-user --user-name alice --tags 'Key="quoted key",Value="a, b"'
    iam untag-user --user-name alice --tag-keys x y
    iam list-user-tags --user-name alice --query 'Tags[].[Key,Value]' --output text
    iam create-group --group-name Developers
    iam add-user-to-group --group-name Developers --user-name alice
    iam get-group --group-name Developers
    iam get-group --group-name Developers --output text
    iam get-group --group-name Developers --output table
    iam list-groups-for-user --user-name alice --output table
    iam attach-user-policy --user-name alice --policy-arn ${ADMIN}
    iam list-attached-user-policies --user-name alice --output text
    iam create-policy --policy-name ReadBucket --policy-document file://policy.json
    iam list-policies --scope Local
    iam list-policies --scope Local --output table
    iam list-policies --scope Local --only-attached
    iam put-user-policy --user-name alice --policy-name inline --policy-document file://policy.json
    iam get-user-policy --user-name alice --policy-name inline
    iam get-user-policy --user-name alice --policy-name inline --output text
    iam get-user-policy --user-name alice --policy-name inline --output yaml
    iam get-user-policy --user-name alice --policy-name inline --output table
    iam create-role --role-name Web --assume-role-policy-document ${TRUST} --max-session-duration 7200
    iam get-role --role-name Web --output table
    iam get-role --role-name Web --output text
    iam list-roles --query Roles[].RoleName
    iam create-access-key --user-name alice
    iam list-access-keys --user-name alice --output table
    iam create-login-profile --user-name alice --password Maple+Street+42 --password-reset-required
    iam update-login-profile --user-name alice --no-password-reset-required
    iam get-login-profile --user-name alice
    iam update-account-password-policy --minimum-password-length 12 --require-symbols --no-require-numbers
    iam get-account-password-policy
    iam get-account-password-policy --output text
    iam get-account-summary --query 'SummaryMap.Users'
    iam get-account-summary --output text --query 'SummaryMap.[Users,Groups]'
    iam simulate-custom-policy --policy-input-list file://policy.json --action-names s3:GetObject iam:GetUser --query 'EvaluationResults[].[EvalActionName,EvalDecision]'
    iam create-virtual-mfa-device --virtual-mfa-device-name phone --bootstrap-method Base32StringSeed --outfile seed.txt
    iam list-virtual-mfa-devices --output text
    iam wait user-exists --user-name alice
    sts get-caller-identity
    sts get-caller-identity --output text
    sts get-caller-identity --output table
    sts get-caller-identity --output yaml
    sts get-caller-identity --query Account
    sts get-caller-identity --query Account --output text
    sts get-caller-identity --query Account --output yaml
    sts get-caller-identity --region eu-west-1 --query Arn --output table
    sts get-caller-identity --que Account --out text
    cloudtrail lookup-events --max-items 0
    cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=CreateGroup --query Events[].[EventName,Username]
  `),
  // Nested and long answers.
  ...lines(`
    iam get-account-authorization-details --filter User Role LocalManagedPolicy
    iam get-account-authorization-details --filter User Role Group LocalManagedPolicy --output text
    iam get-account-authorization-details --filter User Role LocalManagedPolicy --output table
    iam get-account-authorization-details --filter User Role LocalManagedPolicy --output yaml
    iam get-policy-version --policy-arn arn:aws:iam::aws:policy/IAMReadOnlyAccess --version-id v4 --output yaml
    iam get-policy-version --policy-arn ${ADMIN} --version-id v1
    iam get-policy-version --policy-arn ${ADMIN} --version-id v1 --output table
    iam get-policy --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess --output yaml
    iam simulate-custom-policy --policy-input-list file://policy.json --action-names s3:GetObject iam:GetUser
    iam simulate-custom-policy --policy-input-list file://policy.json --action-names s3:GetObject --output table
    iam simulate-custom-policy --policy-input-list file://policy.json --action-names s3:GetObject --output text
    iam simulate-principal-policy --policy-source-arn arn:aws:iam::123456789012:user/none --action-names s3:GetObject
    iam get-context-keys-for-custom-policy --policy-input-list file://policy.json
    iam get-context-keys-for-custom-policy --policy-input-list policy.json file://policy.json
    iam list-entities-for-policy --policy-arn ${ADMIN}
    iam list-entities-for-policy --policy-arn ${ADMIN} --output text
    iam list-entities-for-policy --policy-arn ${ADMIN} --output table
    iam create-instance-profile --instance-profile-name Web --output yaml
    iam add-role-to-instance-profile --instance-profile-name Web --role-name Web
    iam list-instance-profiles --output table
    iam list-instance-profiles-for-role --role-name Web --output text
    iam create-role --role-name Long --assume-role-policy-document ${TRUST} --description 'A rather long text about a role: it goes on and on, so that a line of YAML is not enough for it, and has a # and a colon: too' --output yaml
    iam get-role --role-name Long --output yaml
    iam update-role --role-name Long --description 'yes'
    iam get-role --role-name Long --output yaml --query Role.[Description,MaxSessionDuration,Tags]
    iam create-group --group-name yaml-quotes --output yaml
    iam put-group-policy --group-name yaml-quotes --policy-name q --policy-document '{"Version":"2012-10-17","Statement":[{"Sid":"true","Effect":"Allow","Action":["*","s3:Get*"],"Resource":"*","Condition":{"StringLike":{"aws:username":["-a","? b","c: d","e #f","g"," h","12","1.5","~","0x1F","1e3","","{x}","it is","a,b","[z","@m","null","a very long text that goes on and on until it is wider than the eighty columns which a line may have in YAML"]}}}]}'
    iam get-group-policy --group-name yaml-quotes --policy-name q --output yaml
    iam get-group-policy --group-name yaml-quotes --policy-name q
    iam get-group-policy --group-name yaml-quotes --policy-name q --output text
    iam create-open-id-connect-provider --url https://idp.example.com --client-id-list one two --thumbprint-list ${'a'.repeat(40)}
    iam list-open-id-connect-providers
    iam list-policies --scope AWS --max-items 3 --output text
    iam list-policies --scope AWS --max-items 2 --output table
    iam list-policies --max-items 1 --output yaml
    iam get-credential-report
    iam generate-credential-report
    iam get-credential-report
    iam delete-user --user-name dave
    iam delete-user --user-name dave
    iam list-users --path-prefix /team/ --output table
    sts get-access-key-info --access-key-id AKIAIOSFODNN7EXAMPLE
    sts get-session-token --query Credentials.AccessKeyId
    sts get-federation-token --name fed --query FederatedUser.Arn
    cloudtrail lookup-events --max-results 2 --query Events[].EventName
    cloudtrail lookup-events --max-items 3 --query Events[].[EventName,EventTime,ReadOnly,Resources] --output table
    cloudtrail lookup-events --lookup-attributes '[{"AttributeKey":"EventName","AttributeValue":"CreateGroup"}]' --query Events[].Resources --output text
    cloudtrail lookup-events --start-time 2026-01-01T00:00:00Z --end-time 1800000000 --max-items 1 --query Events[].EventSource
    cloudtrail lookup-events --start-time 2030-01-01 --query Events
  `),
  // Queries.
  ...lines(`
    iam list-users --query Users[].UserName
    iam list-users --query Users[].UserName --output text
    iam list-users --query Users[].UserName --output table
    iam list-users --query Users[].UserName --output yaml
    iam list-users --query Users[].[UserName,Path] --output text
    iam list-users --query Users[].[UserName,Path] --output table
    iam list-users --query 'Users[?UserName==\`bob\`].{Name:UserName,Path:Path}'
    iam list-users --query 'Users[?UserName==\`bob\`].{Name:UserName,Path:Path}' --output table
    iam list-users --query 'length(Users)'
    iam list-users --query 'Users[0].Nothing'
    iam list-users --query 'Users[0].Nothing' --output text
    iam list-users --query 'sort_by(Users,&UserName)[-1].UserName' --output text
  `),
  { line: 'iam list-users --query Users[', firstLines: 0 },
  // Pages.
  ...lines(`
    iam list-users --max-items 2 --query Users[].UserName
    iam list-users --max-items 2 --output text --query Users[].UserName
    iam list-users --max-items 2 --output text
    iam list-users --max-items 2 --page-size 1 --query '[Users[].UserName,NextToken!=null]'
    iam list-users --page-size 2 --query Users[].UserName
    iam list-users --page-size 2 --query Users[].UserName --output text
    iam list-users --page-size 2 --query Users[].UserName --output yaml-stream
    iam list-users --starting-token eyJNYXJrZXIiOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAyfQ== --query Users[].UserName
    iam list-users --starting-token None___3 --query Users[].UserName
    iam list-users --starting-token a___b___c
    iam list-users --no-paginate --max-items 2 --query '[Users[].UserName,IsTruncated]'
    iam list-users --no-paginate --starting-token abc
    iam list-users --max-items abc
    iam get-account-authorization-details --filter User --query UserDetailList[].UserName
  `),
  // Inputs as files and skeletons.
  ...lines(`
    iam create-user --cli-input-json file://user.json
    iam create-user --cli-input-yaml file://user.yaml
    iam create-user --cli-input-json file://user.json --user-name fromboth
    iam create-user --user-name file://name.txt
    iam create-user --cli-input-json {bad
    iam create-user --cli-input-json []
    iam create-user --cli-input-json '{"UserName":5,"Foo":1}'
    iam create-user --cli-input-json '{}' --cli-input-yaml '{}'
    iam create-user --generate-cli-skeleton
    iam create-role --generate-cli-skeleton input
    iam put-user-policy --generate-cli-skeleton
    iam create-policy --policy-name x --policy-document file://nofile.json
    iam create-policy --policy-name x --policy-document file://.aws
    iam create-policy --policy-name x --policy-document fileb://policy.json
    iam list-users --generate-cli-skeleton nonsense
  `),
  // What the parser and the client refuse.
  ...lines(`
    iam create-user
    iam create-user --user-name
    iam create-user --user-name ''
    iam create-user alice
    iam create-user --user-name x stray other
    iam create-user --user-name x --bogus 1
    iam create-user --user-name x --bogus=1 stray
    iam create-user --user bad --pa /x
    iam add-user-to-group
    iam attach-user-policy --user-name alice
    iam update-login-profile --user-name alice --password-reset-required=yes
    iam create-role --role-name x --assume-role-policy-document {} --max-session-duration abc
    iam create-role --role-name x --assume-role-policy-document {} --max-session-duration 60
    iam tag-user --user-name alice --tags Key=a
    iam tag-user --user-name alice --tags Key=a,Foo=b
    iam tag-user --user-name alice --tags Key
    iam tag-user --user-name alice --tags Key=a,Value=b,Key=c
    iam tag-user --user-name alice --tags '[{"Key":'
    iam tag-user --user-name alice --tags '[{"Key":"a" "Value":1}]'
    iam tag-user --user-name alice --tags '[{"Key":"a","Value":1}]'
    iam tag-user --user-name alice --tags {Key:a}
    iam create-virtual-mfa-device --virtual-mfa-device-name x --bootstrap-method Paper --outfile y
    iam create-virtual-mfa-device --virtual-mfa-device-name x --bootstrap-method QRCodePNG --outfile nodir/y
    iam create-virtual-mfa-device --virtual-mfa-device-name x
    iam wait
    iam wait user-is-there
    iam wait user-exists --user-nam
    iam --no
    iam
    sts get-caller-identity --output xml
    sts get-caller-identity --endpoint-url nowhere
    sts get-caller-identity --color sometimes
    cloudtrail lookup-events --start-time yesterday
  `),
  { line: '' },
  { line: 'iam list-user', firstLines: 10 },
  { line: 'ima list-users', firstLines: 10 },
  // What the server refuses.
  ...lines(`
    iam get-user --user-name nobody
    iam create-user --user-name alice
    iam create-user --user-name 'not allowed!'
    iam delete-user --user-name alice
    iam create-policy --policy-name x --policy-document {}
    iam create-policy --policy-name x --policy-document nonsense
    iam get-policy --policy-arn arn:aws:iam::aws:policy/Nothing
    iam change-password --old-password Wrong+Wrong+1 --new-password Other+Other+2
    sts assume-role --role-arn arn:aws:iam::123456789012:role/none --role-session-name me
    sts get-session-token --duration-seconds 1
    cloudtrail lookup-events --lookup-attributes AttributeKey=Nonsense,AttributeValue=x
  `),
  { line: 'sts get-caller-identity', env: { AWS_SECRET_ACCESS_KEY: 'wrong' }, firstLines: 2 },
  { line: 'sts get-caller-identity', env: { AWS_SESSION_TOKEN: 'wrong' } },
  { line: 'iam list-users', env: { ...none, AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'x' } },
  { line: 'sts get-caller-identity --no-sign-request' },
  // Credentials, profiles and regions.
  { line: 'sts get-caller-identity', env: none },
  { line: 'iam list-users', env: none },
  { line: 'iam list-users', env: { ...none, AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' } },
  { line: 'cloudtrail lookup-events', env: NOWHERE },
  { line: 'sts get-caller-identity --query Account', env: NOWHERE },
  { line: 'iam list-users --query Users[0].UserName', env: { AWS_REGION: 'eu-central-1' } },
  { line: 'iam list-users --query Users[0].UserName', env: { AWS_DEFAULT_OUTPUT: 'text' } },
  { line: 'iam list-users', env: { AWS_DEFAULT_OUTPUT: 'nonsense' } },
  { line: 'iam list-users --profile nobody' },
  { line: 'iam list-users', env: { AWS_PROFILE: 'nobody' } },
  { line: 'iam list-users --profile nobody --bogus' },
  { line: 'iam list-users', env: { AWS_CONFIG_FILE: 'broken-config' } },
  { line: 'iam list-users --profile loop', env: other },
  { line: 'iam list-users --profile nosource', env: other },
  { line: 'iam list-users --profile lost', env: other },
  { line: 'iam list-users --profile half', env: other },
  { line: 'configure list', env: other },
  { line: 'configure list --profile half', env: other },
  { line: 'configure list-profiles', env: other },
  { line: 'configure get region', env: other },
  { line: 'configure get profile.loop.source_profile', env: other },
  { line: 'configure get loop.source_profile', env: other },
  { line: 'configure get default.output', env: other },
  // `aws configure` and what it leaves behind.
  { line: 'configure list', env: none },
  { line: 'configure', env: none, input: 'AKIAIOSFODNN7EXAMPLE\nwJalrXUtnFEMI/K7MDENG\neu-west-1\n\n' },
  { line: 'configure', env: none, input: '\n\n\njson\n' },
  { line: 'configure', env: none, input: 'AKIA' },
  { line: 'configure --profile work', env: none, input: 'AKIAI44QH8DHBEXAMPLE\nje7MtGbClwBF\nus-east-2\ntext\n' },
  { line: 'configure list', env: { ...none, ...NOWHERE } },
  { line: 'configure list --profile work', env: none },
  { line: 'configure list', env: { ...none, AWS_PROFILE: 'work' } },
  { line: 'configure list', env: { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'x1234' } },
  { line: 'configure list --profile nobody', env: none },
  { line: 'configure list-profiles', env: none },
  { line: 'configure get aws_access_key_id', env: none },
  { line: 'configure get aws_access_key_id --profile work', env: none },
  { line: 'configure get region --profile nobody', env: none },
  { line: 'configure get nothing', env: none },
  { line: 'configure get profile.work.output', env: none },
  { line: 'configure set region ap-south-1', env: none },
  { line: 'configure set profile.new.region sa-east-1', env: none },
  { line: 'configure set aws_secret_access_key abcd --profile new', env: none },
  { line: 'configure set output json --profile work', env: none },
  { line: 'configure get region --profile new', env: none },
  { line: 'configure get', env: none },
  { line: 'configure set region', env: none },
  { line: 'configure get region extra', env: none },
  { line: 'configure import --csv file://keys.csv', env: none },
  { line: 'configure import --csv file://broken.csv', env: none },
  { line: 'configure import', env: none },
  { line: 'configure export-credentials --profile carol', env: none },
  { line: 'configure export-credentials --profile carol --format env', env: none },
  { line: 'sts get-caller-identity --profile carol', env: none },
]

/** Read from both home folders in the end. */
export const LEFT_BEHIND = ['.aws/config', '.aws/credentials', 'seed.txt'] as const
