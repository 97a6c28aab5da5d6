// Made from ec2.json by scripts/generate-types.ts; do not edit.
import type { Instant } from '../../account/ports.js'

export interface AssociateIamInstanceProfileRequest {
  IamInstanceProfile: IamInstanceProfileSpecification
  InstanceId: string
}
export interface AssociateIamInstanceProfileResult {
  IamInstanceProfileAssociation?: IamInstanceProfileAssociation | undefined
}
export interface AuthorizeSecurityGroupIngressRequest {
  CidrIp?: string | undefined
  FromPort?: number | undefined
  GroupId?: string | undefined
  GroupName?: string | undefined
  IpPermissions?: IpPermission[] | undefined
  IpProtocol?: string | undefined
  SourceSecurityGroupName?: string | undefined
  SourceSecurityGroupOwnerId?: string | undefined
  ToPort?: number | undefined
  TagSpecifications?: TagSpecification[] | undefined
  DryRun?: boolean | undefined
}
export interface AuthorizeSecurityGroupIngressResult {
  Return?: boolean | undefined
  SecurityGroupRules?: SecurityGroupRule[] | undefined
}
export interface AvailabilityZone {
  OptInStatus?: 'opt-in-not-required' | 'opted-in' | 'not-opted-in' | undefined
  Messages?: AvailabilityZoneMessage[] | undefined
  RegionName?: string | undefined
  ZoneName?: string | undefined
  ZoneId?: string | undefined
  GroupName?: string | undefined
  NetworkBorderGroup?: string | undefined
  ZoneType?: string | undefined
  ParentZoneName?: string | undefined
  ParentZoneId?: string | undefined
  GroupLongName?: string | undefined
  Geography?: AvailabilityZoneGeography[] | undefined
  SubGeography?: AvailabilityZoneSubGeography[] | undefined
  State?: 'available' | 'information' | 'impaired' | 'unavailable' | 'constrained' | undefined
}
export interface AvailabilityZoneGeography {
  Name?: string | undefined
}
export interface AvailabilityZoneMessage {
  Message?: string | undefined
}
export interface AvailabilityZoneSubGeography {
  Name?: string | undefined
}
export interface BlockDeviceMapping {
  Ebs?: EbsBlockDevice | undefined
  NoDevice?: string | undefined
  DeviceName?: string | undefined
  VirtualName?: string | undefined
}
export interface CapacityReservationSpecificationResponse {
  CapacityReservationPreference?: 'capacity-reservations-only' | 'open' | 'none' | undefined
  CapacityReservationTarget?: CapacityReservationTargetResponse | undefined
}
export interface CapacityReservationTargetResponse {
  CapacityReservationId?: string | undefined
  CapacityReservationResourceGroupArn?: string | undefined
}
export interface CpuOptions {
  CoreCount?: number | undefined
  ThreadsPerCore?: number | undefined
  AmdSevSnp?: 'enabled' | 'disabled' | undefined
  NestedVirtualization?: 'enabled' | 'disabled' | undefined
}
export interface CreateKeyPairRequest {
  KeyName: string
  KeyType?: 'rsa' | 'ed25519' | undefined
  TagSpecifications?: TagSpecification[] | undefined
  KeyFormat?: 'pem' | 'ppk' | undefined
  DryRun?: boolean | undefined
}
export interface CreateSecurityGroupRequest {
  Description: string
  GroupName: string
  VpcId?: string | undefined
  TagSpecifications?: TagSpecification[] | undefined
  DryRun?: boolean | undefined
}
export interface CreateSecurityGroupResult {
  GroupId?: string | undefined
  Tags?: Tag[] | undefined
  SecurityGroupArn?: string | undefined
}
export interface CreateTagsRequest {
  DryRun?: boolean | undefined
  Resources: string[]
  Tags: Tag[]
}
export interface CreditSpecificationRequest {
  CpuCredits: string
}
export interface DefaultConnectionTrackingConfiguration {
  DefaultTcpEstablishedTimeout?: number | undefined
  DefaultUdpTimeout?: number | undefined
  DefaultUdpStreamTimeout?: number | undefined
}
export interface DeleteKeyPairRequest {
  KeyName?: string | undefined
  KeyPairId?: string | undefined
  DryRun?: boolean | undefined
}
export interface DeleteKeyPairResult {
  Return?: boolean | undefined
  KeyPairId?: string | undefined
}
export interface DeleteSecurityGroupRequest {
  GroupId?: string | undefined
  GroupName?: string | undefined
  DryRun?: boolean | undefined
}
export interface DeleteSecurityGroupResult {
  Return?: boolean | undefined
  GroupId?: string | undefined
}
export interface DeleteTagsRequest {
  DryRun?: boolean | undefined
  Resources: string[]
  Tags?: Tag[] | undefined
}
export interface DescribeAvailabilityZonesRequest {
  ZoneNames?: string[] | undefined
  ZoneIds?: string[] | undefined
  AllAvailabilityZones?: boolean | undefined
  DryRun?: boolean | undefined
  Filters?: Filter[] | undefined
}
export interface DescribeAvailabilityZonesResult {
  AvailabilityZones?: AvailabilityZone[] | undefined
}
export interface DescribeIamInstanceProfileAssociationsRequest {
  AssociationIds?: string[] | undefined
  Filters?: Filter[] | undefined
  MaxResults?: number | undefined
  NextToken?: string | undefined
}
export interface DescribeIamInstanceProfileAssociationsResult {
  IamInstanceProfileAssociations?: IamInstanceProfileAssociation[] | undefined
  NextToken?: string | undefined
}
export interface DescribeImagesRequest {
  ExecutableUsers?: string[] | undefined
  ImageIds?: string[] | undefined
  Owners?: string[] | undefined
  IncludeDeprecated?: boolean | undefined
  IncludeDisabled?: boolean | undefined
  MaxResults?: number | undefined
  NextToken?: string | undefined
  DryRun?: boolean | undefined
  Filters?: Filter[] | undefined
}
export interface DescribeImagesResult {
  NextToken?: string | undefined
  Images?: Image[] | undefined
}
export interface DescribeInstanceStatusRequest {
  InstanceIds?: string[] | undefined
  MaxResults?: number | undefined
  NextToken?: string | undefined
  IncludeManagedResources?: boolean | undefined
  DryRun?: boolean | undefined
  Filters?: Filter[] | undefined
  IncludeAllInstances?: boolean | undefined
}
export interface DescribeInstanceStatusResult {
  InstanceStatuses?: InstanceStatus[] | undefined
  NextToken?: string | undefined
}
export interface DescribeInstanceTypesRequest {
  DryRun?: boolean | undefined
  InstanceTypes?: string[] | undefined
  Filters?: Filter[] | undefined
  MaxResults?: number | undefined
  NextToken?: string | undefined
  IncludeUnsupportedInRegion?: boolean | undefined
}
export interface DescribeInstanceTypesResult {
  InstanceTypes?: InstanceTypeInfo[] | undefined
  NextToken?: string | undefined
}
export interface DescribeInstancesRequest {
  InstanceIds?: string[] | undefined
  IncludeManagedResources?: boolean | undefined
  DryRun?: boolean | undefined
  Filters?: Filter[] | undefined
  NextToken?: string | undefined
  MaxResults?: number | undefined
}
export interface DescribeInstancesResult {
  NextToken?: string | undefined
  Reservations?: Reservation[] | undefined
}
export interface DescribeKeyPairsRequest {
  KeyNames?: string[] | undefined
  KeyPairIds?: string[] | undefined
  IncludePublicKey?: boolean | undefined
  DryRun?: boolean | undefined
  Filters?: Filter[] | undefined
}
export interface DescribeKeyPairsResult {
  KeyPairs?: KeyPairInfo[] | undefined
}
export interface DescribeRegionsRequest {
  RegionNames?: string[] | undefined
  AllRegions?: boolean | undefined
  DryRun?: boolean | undefined
  Filters?: Filter[] | undefined
}
export interface DescribeRegionsResult {
  Regions?: Region[] | undefined
}
export interface DescribeSecurityGroupRulesRequest {
  Filters?: Filter[] | undefined
  SecurityGroupRuleIds?: string[] | undefined
  DryRun?: boolean | undefined
  NextToken?: string | undefined
  MaxResults?: number | undefined
}
export interface DescribeSecurityGroupRulesResult {
  SecurityGroupRules?: SecurityGroupRule[] | undefined
  NextToken?: string | undefined
}
export interface DescribeSecurityGroupsRequest {
  GroupIds?: string[] | undefined
  GroupNames?: string[] | undefined
  NextToken?: string | undefined
  MaxResults?: number | undefined
  DryRun?: boolean | undefined
  Filters?: Filter[] | undefined
}
export interface DescribeSecurityGroupsResult {
  NextToken?: string | undefined
  SecurityGroups?: SecurityGroup[] | undefined
}
export interface DescribeSubnetsRequest {
  Filters?: Filter[] | undefined
  SubnetIds?: string[] | undefined
  NextToken?: string | undefined
  MaxResults?: number | undefined
  DryRun?: boolean | undefined
}
export interface DescribeSubnetsResult {
  NextToken?: string | undefined
  Subnets?: Subnet[] | undefined
}
export interface DescribeTagsRequest {
  DryRun?: boolean | undefined
  Filters?: Filter[] | undefined
  MaxResults?: number | undefined
  NextToken?: string | undefined
}
export interface DescribeTagsResult {
  NextToken?: string | undefined
  Tags?: TagDescription[] | undefined
}
export interface DescribeVpcsRequest {
  Filters?: Filter[] | undefined
  VpcIds?: string[] | undefined
  NextToken?: string | undefined
  MaxResults?: number | undefined
  DryRun?: boolean | undefined
}
export interface DescribeVpcsResult {
  NextToken?: string | undefined
  Vpcs?: Vpc[] | undefined
}
export interface DisassociateIamInstanceProfileRequest {
  AssociationId: string
}
export interface DisassociateIamInstanceProfileResult {
  IamInstanceProfileAssociation?: IamInstanceProfileAssociation | undefined
}
export interface EbsBlockDevice {
  DeleteOnTermination?: boolean | undefined
  Iops?: number | undefined
  SnapshotId?: string | undefined
  VolumeSize?: number | undefined
  VolumeType?: 'standard' | 'io1' | 'io2' | 'gp2' | 'sc1' | 'st1' | 'gp3' | undefined
  KmsKeyId?: string | undefined
  Throughput?: number | undefined
  Encrypted?: boolean | undefined
}
export interface EbsCardInfo {
  EbsCardIndex?: number | undefined
  BaselineBandwidthInMbps?: number | undefined
  BaselineThroughputInMBps?: number | undefined
  BaselineIops?: number | undefined
  MaximumBandwidthInMbps?: number | undefined
  MaximumThroughputInMBps?: number | undefined
  MaximumIops?: number | undefined
}
export interface EbsInfo {
  EbsOptimizedSupport?: 'unsupported' | 'supported' | 'default' | undefined
  EncryptionSupport?: 'unsupported' | 'supported' | undefined
  EbsOptimizedInfo?: EbsOptimizedInfo | undefined
  NvmeSupport?: 'unsupported' | 'supported' | 'required' | undefined
  MaximumEbsAttachments?: number | undefined
  AttachmentLimitType?: 'shared' | 'dedicated' | undefined
  MaximumEbsCards?: number | undefined
  EbsCards?: EbsCardInfo[] | undefined
}
export interface EbsInstanceBlockDevice {
  AttachTime?: Instant | undefined
  DeleteOnTermination?: boolean | undefined
  Status?: 'attaching' | 'attached' | 'detaching' | 'detached' | undefined
  VolumeId?: string | undefined
  AssociatedResource?: string | undefined
  VolumeOwnerId?: string | undefined
  Operator?: OperatorResponse | undefined
  EbsCardIndex?: number | undefined
}
export interface EbsOptimizedInfo {
  BaselineBandwidthInMbps?: number | undefined
  BaselineThroughputInMBps?: number | undefined
  BaselineIops?: number | undefined
  MaximumBandwidthInMbps?: number | undefined
  MaximumThroughputInMBps?: number | undefined
  MaximumIops?: number | undefined
}
export interface EbsStatusDetails {
  ImpairedSince?: Instant | undefined
  Name?: 'reachability' | undefined
  Status?: 'passed' | 'failed' | 'insufficient-data' | 'initializing' | undefined
}
export interface EbsStatusSummary {
  Details?: EbsStatusDetails[] | undefined
  Status?: 'ok' | 'impaired' | 'insufficient-data' | 'not-applicable' | 'initializing' | undefined
}
export interface EfaInfo {
  MaximumEfaInterfaces?: number | undefined
}
export interface EnclaveOptions {
  Enabled?: boolean | undefined
}
export interface Filter {
  Name?: string | undefined
  Values?: string[] | undefined
}
export interface GetConsoleOutputRequest {
  InstanceId: string
  Latest?: boolean | undefined
  DryRun?: boolean | undefined
}
export interface GetConsoleOutputResult {
  InstanceId?: string | undefined
  Timestamp?: Instant | undefined
  Output?: string | undefined
}
export interface GroupIdentifier {
  GroupId?: string | undefined
  GroupName?: string | undefined
}
export interface HibernationOptions {
  Configured?: boolean | undefined
}
export interface IamInstanceProfile {
  Arn?: string | undefined
  Id?: string | undefined
}
export interface IamInstanceProfileAssociation {
  AssociationId?: string | undefined
  InstanceId?: string | undefined
  IamInstanceProfile?: IamInstanceProfile | undefined
  State?: 'associating' | 'associated' | 'disassociating' | 'disassociated' | undefined
  Timestamp?: Instant | undefined
}
export interface IamInstanceProfileSpecification {
  Arn?: string | undefined
  Name?: string | undefined
}
export interface Image {
  PlatformDetails?: string | undefined
  UsageOperation?: string | undefined
  BlockDeviceMappings?: BlockDeviceMapping[] | undefined
  Description?: string | undefined
  EnaSupport?: boolean | undefined
  Hypervisor?: 'ovm' | 'xen' | undefined
  ImageOwnerAlias?: string | undefined
  Name?: string | undefined
  RootDeviceName?: string | undefined
  RootDeviceType?: 'ebs' | 'instance-store' | undefined
  StateReason?: StateReason | undefined
  Tags?: Tag[] | undefined
  VirtualizationType?: 'hvm' | 'paravirtual' | undefined
  BootMode?: 'legacy-bios' | 'uefi' | 'uefi-preferred' | undefined
  DeprecationTime?: string | undefined
  ImdsSupport?: 'v2.0' | undefined
  SourceInstanceId?: string | undefined
  DeregistrationProtection?: string | undefined
  LastLaunchedTime?: string | undefined
  ImageAllowed?: boolean | undefined
  SourceImageId?: string | undefined
  SourceImageRegion?: string | undefined
  FreeTierEligible?: boolean | undefined
  ImageId?: string | undefined
  ImageLocation?: string | undefined
  State?: 'pending' | 'available' | 'invalid' | 'deregistered' | 'transient' | 'failed' | 'error' | 'disabled' | undefined
  OwnerId?: string | undefined
  CreationDate?: string | undefined
  Public?: boolean | undefined
  ProductCodes?: ProductCode[] | undefined
  Architecture?: 'i386' | 'x86_64' | 'arm64' | 'x86_64_mac' | 'arm64_mac' | undefined
  ImageType?: 'machine' | 'kernel' | 'ramdisk' | undefined
  Platform?: 'Windows' | undefined
}
export interface ImportKeyPairRequest {
  TagSpecifications?: TagSpecification[] | undefined
  DryRun?: boolean | undefined
  KeyName: string
  PublicKeyMaterial: Uint8Array
}
export interface ImportKeyPairResult {
  KeyFingerprint?: string | undefined
  KeyName?: string | undefined
  KeyPairId?: string | undefined
  Tags?: Tag[] | undefined
}
export interface Instance {
  Architecture?: 'i386' | 'x86_64' | 'arm64' | 'x86_64_mac' | 'arm64_mac' | undefined
  BlockDeviceMappings?: InstanceBlockDeviceMapping[] | undefined
  ClientToken?: string | undefined
  EbsOptimized?: boolean | undefined
  EnaSupport?: boolean | undefined
  Hypervisor?: 'ovm' | 'xen' | undefined
  IamInstanceProfile?: IamInstanceProfile | undefined
  NetworkInterfaces?: InstanceNetworkInterface[] | undefined
  RootDeviceName?: string | undefined
  RootDeviceType?: 'ebs' | 'instance-store' | undefined
  SecurityGroups?: GroupIdentifier[] | undefined
  SourceDestCheck?: boolean | undefined
  StateReason?: StateReason | undefined
  Tags?: Tag[] | undefined
  VirtualizationType?: 'hvm' | 'paravirtual' | undefined
  CpuOptions?: CpuOptions | undefined
  CapacityReservationSpecification?: CapacityReservationSpecificationResponse | undefined
  HibernationOptions?: HibernationOptions | undefined
  MetadataOptions?: InstanceMetadataOptionsResponse | undefined
  EnclaveOptions?: EnclaveOptions | undefined
  BootMode?: 'legacy-bios' | 'uefi' | 'uefi-preferred' | undefined
  PlatformDetails?: string | undefined
  UsageOperation?: string | undefined
  UsageOperationUpdateTime?: Instant | undefined
  PrivateDnsNameOptions?: PrivateDnsNameOptionsResponse | undefined
  MaintenanceOptions?: InstanceMaintenanceOptions | undefined
  CurrentInstanceBootMode?: 'legacy-bios' | 'uefi' | undefined
  InstanceId?: string | undefined
  ImageId?: string | undefined
  State?: InstanceState | undefined
  PrivateDnsName?: string | undefined
  PublicDnsName?: string | undefined
  StateTransitionReason?: string | undefined
  KeyName?: string | undefined
  AmiLaunchIndex?: number | undefined
  ProductCodes?: ProductCode[] | undefined
  InstanceType?: string | undefined
  LaunchTime?: Instant | undefined
  Placement?: Placement | undefined
  Platform?: 'Windows' | undefined
  Monitoring?: Monitoring | undefined
  SubnetId?: string | undefined
  VpcId?: string | undefined
  PrivateIpAddress?: string | undefined
  PublicIpAddress?: string | undefined
}
export interface InstanceAttachmentEnaSrdSpecification {
  EnaSrdEnabled?: boolean | undefined
  EnaSrdUdpSpecification?: InstanceAttachmentEnaSrdUdpSpecification | undefined
}
export interface InstanceAttachmentEnaSrdUdpSpecification {
  EnaSrdUdpEnabled?: boolean | undefined
}
export interface InstanceBlockDeviceMapping {
  DeviceName?: string | undefined
  Ebs?: EbsInstanceBlockDevice | undefined
}
export interface InstanceIpv6Address {
  Ipv6Address?: string | undefined
  IsPrimaryIpv6?: boolean | undefined
}
export interface InstanceMaintenanceOptions {
  AutoRecovery?: 'disabled' | 'default' | undefined
  RebootMigration?: 'disabled' | 'default' | undefined
}
export interface InstanceMaintenanceOptionsRequest {
  AutoRecovery?: 'disabled' | 'default' | undefined
}
export interface InstanceMetadataOptionsRequest {
  HttpTokens?: 'optional' | 'required' | undefined
  HttpPutResponseHopLimit?: number | undefined
  HttpEndpoint?: 'disabled' | 'enabled' | undefined
  HttpProtocolIpv6?: 'disabled' | 'enabled' | undefined
  InstanceMetadataTags?: 'disabled' | 'enabled' | undefined
}
export interface InstanceMetadataOptionsResponse {
  State?: 'pending' | 'applied' | undefined
  HttpTokens?: 'optional' | 'required' | undefined
  HttpPutResponseHopLimit?: number | undefined
  HttpEndpoint?: 'disabled' | 'enabled' | undefined
  HttpProtocolIpv6?: 'disabled' | 'enabled' | undefined
  InstanceMetadataTags?: 'disabled' | 'enabled' | undefined
}
export interface InstanceNetworkInterface {
  Association?: InstanceNetworkInterfaceAssociation | undefined
  Attachment?: InstanceNetworkInterfaceAttachment | undefined
  Description?: string | undefined
  Groups?: GroupIdentifier[] | undefined
  Ipv6Addresses?: InstanceIpv6Address[] | undefined
  MacAddress?: string | undefined
  NetworkInterfaceId?: string | undefined
  OwnerId?: string | undefined
  PrivateDnsName?: string | undefined
  PrivateIpAddress?: string | undefined
  PrivateIpAddresses?: InstancePrivateIpAddress[] | undefined
  SourceDestCheck?: boolean | undefined
  Status?: 'available' | 'associated' | 'attaching' | 'in-use' | 'detaching' | undefined
  SubnetId?: string | undefined
  VpcId?: string | undefined
  InterfaceType?: string | undefined
}
export interface InstanceNetworkInterfaceAssociation {
  CarrierIp?: string | undefined
  CustomerOwnedIp?: string | undefined
  IpOwnerId?: string | undefined
  PublicDnsName?: string | undefined
  PublicIp?: string | undefined
}
export interface InstanceNetworkInterfaceAttachment {
  AttachTime?: Instant | undefined
  AttachmentId?: string | undefined
  DeleteOnTermination?: boolean | undefined
  DeviceIndex?: number | undefined
  Status?: 'attaching' | 'attached' | 'detaching' | 'detached' | undefined
  NetworkCardIndex?: number | undefined
  EnaSrdSpecification?: InstanceAttachmentEnaSrdSpecification | undefined
  EnaQueueCount?: number | undefined
}
export interface InstanceNetworkInterfaceSpecification {
  AssociatePublicIpAddress?: boolean | undefined
  DeleteOnTermination?: boolean | undefined
  Description?: string | undefined
  DeviceIndex?: number | undefined
  Groups?: string[] | undefined
  NetworkInterfaceId?: string | undefined
  PrivateIpAddress?: string | undefined
  SubnetId?: string | undefined
}
export interface InstancePrivateIpAddress {
  Association?: InstanceNetworkInterfaceAssociation | undefined
  Primary?: boolean | undefined
  PrivateDnsName?: string | undefined
  PrivateIpAddress?: string | undefined
}
export interface InstanceState {
  Code?: number | undefined
  Name?: 'pending' | 'running' | 'shutting-down' | 'terminated' | 'stopping' | 'stopped' | undefined
}
export interface InstanceStateChange {
  InstanceId?: string | undefined
  CurrentState?: InstanceState | undefined
  PreviousState?: InstanceState | undefined
}
export interface InstanceStatus {
  AvailabilityZone?: string | undefined
  AvailabilityZoneId?: string | undefined
  OutpostArn?: string | undefined
  Operator?: OperatorResponse | undefined
  Events?: InstanceStatusEvent[] | undefined
  InstanceId?: string | undefined
  InstanceState?: InstanceState | undefined
  InstanceStatus?: InstanceStatusSummary | undefined
  SystemStatus?: InstanceStatusSummary | undefined
  AttachedEbsStatus?: EbsStatusSummary | undefined
}
export interface InstanceStatusDetails {
  ImpairedSince?: Instant | undefined
  Name?: 'reachability' | undefined
  Status?: 'passed' | 'failed' | 'insufficient-data' | 'initializing' | undefined
}
export interface InstanceStatusEvent {
  InstanceEventId?: string | undefined
  Code?: 'instance-reboot' | 'system-reboot' | 'system-maintenance' | 'instance-retirement' | 'instance-stop' | undefined
  Description?: string | undefined
  NotAfter?: Instant | undefined
  NotBefore?: Instant | undefined
  NotBeforeDeadline?: Instant | undefined
}
export interface InstanceStatusSummary {
  Details?: InstanceStatusDetails[] | undefined
  Status?: 'ok' | 'impaired' | 'insufficient-data' | 'not-applicable' | 'initializing' | undefined
}
export interface InstanceTypeInfo {
  InstanceType?: string | undefined
  CurrentGeneration?: boolean | undefined
  FreeTierEligible?: boolean | undefined
  SupportedUsageClasses?: ('spot' | 'on-demand' | 'capacity-block')[] | undefined
  SupportedRootDeviceTypes?: ('ebs' | 'instance-store')[] | undefined
  SupportedVirtualizationTypes?: ('hvm' | 'paravirtual')[] | undefined
  BareMetal?: boolean | undefined
  Hypervisor?: 'nitro' | 'xen' | undefined
  ProcessorInfo?: ProcessorInfo | undefined
  VCpuInfo?: VCpuInfo | undefined
  MemoryInfo?: MemoryInfo | undefined
  InstanceStorageSupported?: boolean | undefined
  EbsInfo?: EbsInfo | undefined
  NetworkInfo?: NetworkInfo | undefined
  PlacementGroupInfo?: PlacementGroupInfo | undefined
  HibernationSupported?: boolean | undefined
  BurstablePerformanceSupported?: boolean | undefined
  DedicatedHostsSupported?: boolean | undefined
  AutoRecoverySupported?: boolean | undefined
  SupportedBootModes?: ('legacy-bios' | 'uefi')[] | undefined
  NitroEnclavesSupport?: 'unsupported' | 'supported' | undefined
  NitroTpmSupport?: 'unsupported' | 'supported' | undefined
}
export interface IpPermission {
  IpProtocol?: string | undefined
  FromPort?: number | undefined
  ToPort?: number | undefined
  UserIdGroupPairs?: UserIdGroupPair[] | undefined
  IpRanges?: IpRange[] | undefined
  Ipv6Ranges?: Ipv6Range[] | undefined
  PrefixListIds?: PrefixListId[] | undefined
}
export interface IpRange {
  Description?: string | undefined
  CidrIp?: string | undefined
}
export interface Ipv6Range {
  Description?: string | undefined
  CidrIpv6?: string | undefined
}
export interface KeyPair {
  KeyPairId?: string | undefined
  Tags?: Tag[] | undefined
  KeyName?: string | undefined
  KeyFingerprint?: string | undefined
  KeyMaterial?: string | undefined
}
export interface KeyPairInfo {
  KeyPairId?: string | undefined
  KeyType?: 'rsa' | 'ed25519' | undefined
  Tags?: Tag[] | undefined
  PublicKey?: string | undefined
  CreateTime?: Instant | undefined
  KeyName?: string | undefined
  KeyFingerprint?: string | undefined
}
export interface MemoryInfo {
  SizeInMiB?: number | undefined
}
export interface ModifyInstanceMetadataOptionsRequest {
  InstanceId: string
  HttpTokens?: 'optional' | 'required' | undefined
  HttpPutResponseHopLimit?: number | undefined
  HttpEndpoint?: 'disabled' | 'enabled' | undefined
  DryRun?: boolean | undefined
  HttpProtocolIpv6?: 'disabled' | 'enabled' | undefined
  InstanceMetadataTags?: 'disabled' | 'enabled' | undefined
}
export interface ModifyInstanceMetadataOptionsResult {
  InstanceId?: string | undefined
  InstanceMetadataOptions?: InstanceMetadataOptionsResponse | undefined
}
export interface Monitoring {
  State?: 'disabled' | 'disabling' | 'enabled' | 'pending' | undefined
}
export interface NetworkCardInfo {
  NetworkCardIndex?: number | undefined
  NetworkPerformance?: string | undefined
  MaximumNetworkInterfaces?: number | undefined
  AdditionalFlexibleNetworkInterfaces?: number | undefined
  BaselineBandwidthInGbps?: number | undefined
  PeakBandwidthInGbps?: number | undefined
  DefaultEnaQueueCountPerInterface?: number | undefined
  MaximumEnaQueueCount?: number | undefined
  MaximumEnaQueueCountPerInterface?: number | undefined
}
export interface NetworkInfo {
  NetworkPerformance?: string | undefined
  MaximumNetworkInterfaces?: number | undefined
  MaximumNetworkCards?: number | undefined
  DefaultNetworkCardIndex?: number | undefined
  NetworkCards?: NetworkCardInfo[] | undefined
  Ipv4AddressesPerInterface?: number | undefined
  Ipv6AddressesPerInterface?: number | undefined
  Ipv6Supported?: boolean | undefined
  EnaSupport?: 'unsupported' | 'supported' | 'required' | undefined
  EfaSupported?: boolean | undefined
  EfaInfo?: EfaInfo | undefined
  EncryptionInTransitSupported?: boolean | undefined
  EnaSrdSupported?: boolean | undefined
  BandwidthWeightings?: ('default' | 'vpc-1' | 'ebs-1')[] | undefined
  FlexibleEnaQueuesSupport?: 'unsupported' | 'supported' | undefined
  ConnectionTrackingConfiguration?: DefaultConnectionTrackingConfiguration | undefined
  SecondaryNetworkSupported?: boolean | undefined
  MaximumSecondaryNetworkInterfaces?: number | undefined
  Ipv4AddressesPerSecondaryInterface?: number | undefined
}
export interface OperatorResponse {
  Managed?: boolean | undefined
  Principal?: string | undefined
  HiddenByDefault?: boolean | undefined
}
export interface Placement {
  AvailabilityZoneId?: string | undefined
  GroupName?: string | undefined
  Tenancy?: 'default' | 'dedicated' | 'host' | undefined
  AvailabilityZone?: string | undefined
}
export interface PlacementGroupInfo {
  SupportedStrategies?: ('cluster' | 'partition' | 'spread')[] | undefined
}
export interface PrefixListId {
  Description?: string | undefined
  PrefixListId?: string | undefined
}
export interface PrivateDnsNameOptionsOnLaunch {
  HostnameType?: 'ip-name' | 'resource-name' | undefined
  EnableResourceNameDnsARecord?: boolean | undefined
  EnableResourceNameDnsAAAARecord?: boolean | undefined
}
export interface PrivateDnsNameOptionsResponse {
  HostnameType?: 'ip-name' | 'resource-name' | undefined
  EnableResourceNameDnsARecord?: boolean | undefined
  EnableResourceNameDnsAAAARecord?: boolean | undefined
}
export interface ProcessorInfo {
  SupportedArchitectures?: ('i386' | 'x86_64' | 'arm64' | 'x86_64_mac' | 'arm64_mac')[] | undefined
  SustainedClockSpeedInGhz?: number | undefined
  SupportedFeatures?: ('amd-sev-snp' | 'nested-virtualization')[] | undefined
  Manufacturer?: string | undefined
}
export interface ProductCode {
  ProductCodeId?: string | undefined
  ProductCodeType?: 'devpay' | 'marketplace' | undefined
}
export interface RebootInstancesRequest {
  InstanceIds: string[]
  DryRun?: boolean | undefined
}
export interface ReferencedSecurityGroup {
  GroupId?: string | undefined
  PeeringStatus?: string | undefined
  UserId?: string | undefined
  VpcId?: string | undefined
  VpcPeeringConnectionId?: string | undefined
}
export interface Region {
  OptInStatus?: string | undefined
  Geography?: RegionGeography[] | undefined
  RegionName?: string | undefined
  Endpoint?: string | undefined
}
export interface RegionGeography {
  Name?: string | undefined
}
export interface ReplaceIamInstanceProfileAssociationRequest {
  IamInstanceProfile: IamInstanceProfileSpecification
  AssociationId: string
}
export interface ReplaceIamInstanceProfileAssociationResult {
  IamInstanceProfileAssociation?: IamInstanceProfileAssociation | undefined
}
export interface Reservation {
  ReservationId?: string | undefined
  OwnerId?: string | undefined
  RequesterId?: string | undefined
  Groups?: GroupIdentifier[] | undefined
  Instances?: Instance[] | undefined
}
export interface RevokeSecurityGroupIngressRequest {
  CidrIp?: string | undefined
  FromPort?: number | undefined
  GroupId?: string | undefined
  GroupName?: string | undefined
  IpPermissions?: IpPermission[] | undefined
  IpProtocol?: string | undefined
  SourceSecurityGroupName?: string | undefined
  SourceSecurityGroupOwnerId?: string | undefined
  ToPort?: number | undefined
  SecurityGroupRuleIds?: string[] | undefined
  DryRun?: boolean | undefined
}
export interface RevokeSecurityGroupIngressResult {
  Return?: boolean | undefined
  UnknownIpPermissions?: IpPermission[] | undefined
  RevokedSecurityGroupRules?: RevokedSecurityGroupRule[] | undefined
}
export interface RevokedSecurityGroupRule {
  SecurityGroupRuleId?: string | undefined
  GroupId?: string | undefined
  IsEgress?: boolean | undefined
  IpProtocol?: string | undefined
  FromPort?: number | undefined
  ToPort?: number | undefined
  CidrIpv4?: string | undefined
  CidrIpv6?: string | undefined
  PrefixListId?: string | undefined
  ReferencedGroupId?: string | undefined
  Description?: string | undefined
}
export interface RunInstancesMonitoringEnabled {
  Enabled: boolean
}
export interface RunInstancesRequest {
  BlockDeviceMappings?: BlockDeviceMapping[] | undefined
  ImageId?: string | undefined
  InstanceType?: string | undefined
  KeyName?: string | undefined
  MaxCount: number
  MinCount: number
  Monitoring?: RunInstancesMonitoringEnabled | undefined
  Placement?: Placement | undefined
  SecurityGroupIds?: string[] | undefined
  SecurityGroups?: string[] | undefined
  SubnetId?: string | undefined
  UserData?: string | undefined
  TagSpecifications?: TagSpecification[] | undefined
  CreditSpecification?: CreditSpecificationRequest | undefined
  MetadataOptions?: InstanceMetadataOptionsRequest | undefined
  MaintenanceOptions?: InstanceMaintenanceOptionsRequest | undefined
  DisableApiStop?: boolean | undefined
  DryRun?: boolean | undefined
  DisableApiTermination?: boolean | undefined
  InstanceInitiatedShutdownBehavior?: 'stop' | 'terminate' | undefined
  PrivateIpAddress?: string | undefined
  ClientToken?: string | undefined
  NetworkInterfaces?: InstanceNetworkInterfaceSpecification[] | undefined
  IamInstanceProfile?: IamInstanceProfileSpecification | undefined
  EbsOptimized?: boolean | undefined
}
export interface SecurityGroup {
  GroupId?: string | undefined
  IpPermissionsEgress?: IpPermission[] | undefined
  Tags?: Tag[] | undefined
  VpcId?: string | undefined
  SecurityGroupArn?: string | undefined
  OwnerId?: string | undefined
  GroupName?: string | undefined
  Description?: string | undefined
  IpPermissions?: IpPermission[] | undefined
}
export interface SecurityGroupRule {
  SecurityGroupRuleId?: string | undefined
  GroupId?: string | undefined
  GroupOwnerId?: string | undefined
  IsEgress?: boolean | undefined
  IpProtocol?: string | undefined
  FromPort?: number | undefined
  ToPort?: number | undefined
  CidrIpv4?: string | undefined
  CidrIpv6?: string | undefined
  PrefixListId?: string | undefined
  ReferencedGroupInfo?: ReferencedSecurityGroup | undefined
  Description?: string | undefined
  Tags?: Tag[] | undefined
  SecurityGroupRuleArn?: string | undefined
}
export interface StartInstancesRequest {
  InstanceIds: string[]
  AdditionalInfo?: string | undefined
  DryRun?: boolean | undefined
}
export interface StartInstancesResult {
  StartingInstances?: InstanceStateChange[] | undefined
}
export interface StateReason {
  Code?: string | undefined
  Message?: string | undefined
}
export interface StopInstancesRequest {
  InstanceIds: string[]
  Hibernate?: boolean | undefined
  SkipOsShutdown?: boolean | undefined
  DryRun?: boolean | undefined
  Force?: boolean | undefined
}
export interface StopInstancesResult {
  StoppingInstances?: InstanceStateChange[] | undefined
}
export interface Subnet {
  AvailabilityZoneId?: string | undefined
  MapCustomerOwnedIpOnLaunch?: boolean | undefined
  OwnerId?: string | undefined
  AssignIpv6AddressOnCreation?: boolean | undefined
  Ipv6CidrBlockAssociationSet?: SubnetIpv6CidrBlockAssociation[] | undefined
  Tags?: Tag[] | undefined
  SubnetArn?: string | undefined
  EnableDns64?: boolean | undefined
  Ipv6Native?: boolean | undefined
  PrivateDnsNameOptionsOnLaunch?: PrivateDnsNameOptionsOnLaunch | undefined
  Type?: string | undefined
  SubnetId?: string | undefined
  State?: 'pending' | 'available' | 'unavailable' | 'failed' | 'failed-insufficient-capacity' | undefined
  VpcId?: string | undefined
  CidrBlock?: string | undefined
  AvailableIpAddressCount?: number | undefined
  AvailabilityZone?: string | undefined
  DefaultForAz?: boolean | undefined
  MapPublicIpOnLaunch?: boolean | undefined
}
export interface SubnetCidrBlockState {
  State?: 'associating' | 'associated' | 'disassociating' | 'disassociated' | 'failing' | 'failed' | undefined
  StatusMessage?: string | undefined
}
export interface SubnetIpv6CidrBlockAssociation {
  AssociationId?: string | undefined
  Ipv6CidrBlock?: string | undefined
  Ipv6CidrBlockState?: SubnetCidrBlockState | undefined
  Ipv6AddressAttribute?: 'public' | 'private' | undefined
  IpSource?: 'amazon' | 'byoip' | 'none' | undefined
}
export interface Tag {
  Key?: string | undefined
  Value?: string | undefined
}
export interface TagDescription {
  Key?: string | undefined
  ResourceId?: string | undefined
  ResourceType?: string | undefined
  Value?: string | undefined
}
export interface TagSpecification {
  ResourceType?: string | undefined
  Tags?: Tag[] | undefined
}
export interface TerminateInstancesRequest {
  InstanceIds: string[]
  Force?: boolean | undefined
  SkipOsShutdown?: boolean | undefined
  DryRun?: boolean | undefined
}
export interface TerminateInstancesResult {
  TerminatingInstances?: InstanceStateChange[] | undefined
}
export interface UserIdGroupPair {
  Description?: string | undefined
  UserId?: string | undefined
  GroupName?: string | undefined
  GroupId?: string | undefined
  VpcId?: string | undefined
  VpcPeeringConnectionId?: string | undefined
  PeeringStatus?: string | undefined
}
export interface VCpuInfo {
  DefaultVCpus?: number | undefined
  DefaultCores?: number | undefined
  DefaultThreadsPerCore?: number | undefined
  ValidCores?: number[] | undefined
  ValidThreadsPerCore?: number[] | undefined
}
export interface Vpc {
  OwnerId?: string | undefined
  InstanceTenancy?: 'default' | 'dedicated' | 'host' | undefined
  Ipv6CidrBlockAssociationSet?: VpcIpv6CidrBlockAssociation[] | undefined
  CidrBlockAssociationSet?: VpcCidrBlockAssociation[] | undefined
  IsDefault?: boolean | undefined
  Tags?: Tag[] | undefined
  VpcId?: string | undefined
  State?: 'pending' | 'available' | undefined
  CidrBlock?: string | undefined
  DhcpOptionsId?: string | undefined
}
export interface VpcCidrBlockAssociation {
  AssociationId?: string | undefined
  CidrBlock?: string | undefined
  CidrBlockState?: VpcCidrBlockState | undefined
}
export interface VpcCidrBlockState {
  State?: 'associating' | 'associated' | 'disassociating' | 'disassociated' | 'failing' | 'failed' | undefined
  StatusMessage?: string | undefined
}
export interface VpcIpv6CidrBlockAssociation {
  AssociationId?: string | undefined
  Ipv6CidrBlock?: string | undefined
  Ipv6CidrBlockState?: VpcCidrBlockState | undefined
  NetworkBorderGroup?: string | undefined
  Ipv6Pool?: string | undefined
  Ipv6AddressAttribute?: 'public' | 'private' | undefined
  IpSource?: 'amazon' | 'byoip' | 'none' | undefined
}

export interface Operations {
  AssociateIamInstanceProfile: { input: AssociateIamInstanceProfileRequest; output: AssociateIamInstanceProfileResult }
  AuthorizeSecurityGroupIngress: { input: AuthorizeSecurityGroupIngressRequest; output: AuthorizeSecurityGroupIngressResult }
  CreateKeyPair: { input: CreateKeyPairRequest; output: KeyPair }
  CreateSecurityGroup: { input: CreateSecurityGroupRequest; output: CreateSecurityGroupResult }
  CreateTags: { input: CreateTagsRequest; output: void }
  DeleteKeyPair: { input: DeleteKeyPairRequest; output: DeleteKeyPairResult }
  DeleteSecurityGroup: { input: DeleteSecurityGroupRequest; output: DeleteSecurityGroupResult }
  DeleteTags: { input: DeleteTagsRequest; output: void }
  DescribeAvailabilityZones: { input: DescribeAvailabilityZonesRequest; output: DescribeAvailabilityZonesResult }
  DescribeIamInstanceProfileAssociations: { input: DescribeIamInstanceProfileAssociationsRequest; output: DescribeIamInstanceProfileAssociationsResult }
  DescribeImages: { input: DescribeImagesRequest; output: DescribeImagesResult }
  DescribeInstanceStatus: { input: DescribeInstanceStatusRequest; output: DescribeInstanceStatusResult }
  DescribeInstanceTypes: { input: DescribeInstanceTypesRequest; output: DescribeInstanceTypesResult }
  DescribeInstances: { input: DescribeInstancesRequest; output: DescribeInstancesResult }
  DescribeKeyPairs: { input: DescribeKeyPairsRequest; output: DescribeKeyPairsResult }
  DescribeRegions: { input: DescribeRegionsRequest; output: DescribeRegionsResult }
  DescribeSecurityGroupRules: { input: DescribeSecurityGroupRulesRequest; output: DescribeSecurityGroupRulesResult }
  DescribeSecurityGroups: { input: DescribeSecurityGroupsRequest; output: DescribeSecurityGroupsResult }
  DescribeSubnets: { input: DescribeSubnetsRequest; output: DescribeSubnetsResult }
  DescribeTags: { input: DescribeTagsRequest; output: DescribeTagsResult }
  DescribeVpcs: { input: DescribeVpcsRequest; output: DescribeVpcsResult }
  DisassociateIamInstanceProfile: { input: DisassociateIamInstanceProfileRequest; output: DisassociateIamInstanceProfileResult }
  GetConsoleOutput: { input: GetConsoleOutputRequest; output: GetConsoleOutputResult }
  ImportKeyPair: { input: ImportKeyPairRequest; output: ImportKeyPairResult }
  ModifyInstanceMetadataOptions: { input: ModifyInstanceMetadataOptionsRequest; output: ModifyInstanceMetadataOptionsResult }
  RebootInstances: { input: RebootInstancesRequest; output: void }
  ReplaceIamInstanceProfileAssociation: { input: ReplaceIamInstanceProfileAssociationRequest; output: ReplaceIamInstanceProfileAssociationResult }
  RevokeSecurityGroupIngress: { input: RevokeSecurityGroupIngressRequest; output: RevokeSecurityGroupIngressResult }
  RunInstances: { input: RunInstancesRequest; output: Reservation }
  StartInstances: { input: StartInstancesRequest; output: StartInstancesResult }
  StopInstances: { input: StopInstancesRequest; output: StopInstancesResult }
  TerminateInstances: { input: TerminateInstancesRequest; output: TerminateInstancesResult }
}
