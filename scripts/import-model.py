#!/usr/bin/env python3
"""Writes server/aws/model/<service>.json from the botocore service models that come with the aws CLI.

Run by hand when a newer model is wanted; the result is committed. Shapes, constraints, errors and
pagination are kept; documentation, examples and what only clients need are dropped. Members that this
server has no use for are dropped by name, and the file lists them under "omitted": the server refuses
them as unknown parameters.
Source: botocore data (Apache-2.0).
"""
import botocore.loaders, json, pathlib, sys
import botocore

OUT = pathlib.Path(__file__).parent.parent / "server/aws/model"
# By service: None for all operations, else those that lessons need.
SERVICES = {
    "iam": None,
    "sts": None,
    "cloudtrail": ["LookupEvents"],
    "ec2": """
        CreateKeyPair ImportKeyPair DescribeKeyPairs DeleteKeyPair
        RunInstances DescribeInstances DescribeInstanceStatus StartInstances StopInstances RebootInstances
        TerminateInstances GetConsoleOutput ModifyInstanceMetadataOptions
        AssociateIamInstanceProfile ReplaceIamInstanceProfileAssociation DisassociateIamInstanceProfile
        DescribeIamInstanceProfileAssociations
        CreateTags DeleteTags DescribeTags
        CreateSecurityGroup AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress DeleteSecurityGroup
        DescribeSecurityGroupRules DescribeSecurityGroups
        DescribeRegions DescribeAvailabilityZones DescribeImages DescribeInstanceTypes DescribeVpcs DescribeSubnets
    """.split(),
}
# By shape: members for what the server doesn't have (GPUs, Spot, Outposts, IPv6 addresses, launch templates).
OMITTED = {
    "ec2": {
        "RunInstancesRequest": """
            AdditionalInfo CapacityReservationSpecification CpuOptions ElasticGpuSpecification
            ElasticInferenceAccelerators EnablePrimaryIpv6 EnclaveOptions HibernationOptions InstanceMarketOptions
            Ipv6AddressCount Ipv6Addresses KernelId LaunchTemplate LicenseSpecifications NetworkPerformanceOptions
            Operator PrivateDnsNameOptions RamdiskId SecondaryInterfaces
        """,
        "InstanceNetworkInterfaceSpecification": """
            AssociateCarrierIpAddress ConnectionTrackingSpecification EnaQueueCount EnaSrdSpecification InterfaceType
            Ipv4PrefixCount Ipv4Prefixes Ipv6AddressCount Ipv6Addresses Ipv6PrefixCount Ipv6Prefixes NetworkCardIndex
            PrimaryIpv6 PrivateIpAddresses SecondaryPrivateIpAddressCount
        """,
        "Placement": "Affinity GroupId HostId HostResourceGroupArn PartitionNumber SpreadDomain",
        "EbsBlockDevice": "AvailabilityZone AvailabilityZoneId EbsCardIndex OutpostArn VolumeInitializationRate",
        "Instance": """
            CapacityBlockId CapacityReservationId ElasticGpuAssociations ElasticInferenceAcceleratorAssociations
            InstanceLifecycle Ipv6Address KernelId Licenses NetworkPerformanceOptions Operator OutpostArn RamdiskId
            SecondaryInterfaces SpotInstanceRequestId SriovNetSupport TpmSupport
        """,
        "InstanceNetworkInterface": "ConnectionTrackingConfiguration Ipv4Prefixes Ipv6Prefixes Operator",
        "InstanceTypeInfo": """
            FpgaInfo GpuInfo InferenceAcceleratorInfo InstanceStorageInfo MediaAcceleratorInfo NeuronInfo NitroTpmInfo
            PhcSupport RebootMigrationSupport SupportedInRegion
        """,
        "Image": "KernelId RamdiskId SriovNetSupport TpmSupport",
        "Subnet": "BlockPublicAccessStates CustomerOwnedIpv4Pool EnableLniAtDeviceIndex OutpostArn",
        "Vpc": "BlockPublicAccessStates EncryptionControl",
    }
}
# A longer list of values says what other people have, not what this server takes.
MOST_VALUES = 100
KEEP = ("type", "required", "min", "max", "pattern", "enum", "sensitive", "flattened", "exception", "locationName")


def shape(s):
    out = {k: s[k] for k in KEEP if k in s}
    if len(out.get("enum", [])) > MOST_VALUES:
        del out["enum"]
    if "members" in s:
        out["members"] = {n: ref(m) for n, m in s["members"].items()}
    for k in ("member", "key", "value"):
        if k in s:
            out[k] = ref(s[k])
    if "error" in s:
        out["error"] = {"code": s["error"]["code"], "httpStatusCode": s["error"]["httpStatusCode"]}
    return out


def ref(r):
    out = {"shape": r["shape"]}
    for k in ("locationName", "flattened", "queryName"):
        if k in r:
            out[k] = r[k]
    return out


def one_per_line(d):
    return "{\n" + ",\n".join(f"  {json.dumps(k)}: {json.dumps(v, ensure_ascii=True)}" for k, v in d.items()) + "\n }"


loader = botocore.loaders.Loader()
def reachable(m, operations):
    """The shapes that these operations use."""
    found, waiting = {}, []
    for o in operations.values():
        waiting += [o[k]["shape"] for k in ("input", "output") if k in o] + [e["shape"] for e in o.get("errors", [])]
    while waiting:
        n = waiting.pop()
        if n in found:
            continue
        s = found[n] = m["shapes"][n]
        waiting += [x["shape"] for x in s.get("members", {}).values()]
        waiting += [s[k]["shape"] for k in ("member", "key", "value") if k in s]
    return found


for name, wanted in SERVICES.items():
    m = loader.load_service_model(name, "service-2")
    pages = loader.load_service_model(name, "paginators-1")["pagination"]
    omitted = {n: sorted(members.split()) for n, members in OMITTED.get(name, {}).items()}
    for n, members in omitted.items():
        for member in members:
            del m["shapes"][n]["members"][member]
    if wanted:
        m["operations"] = {k: m["operations"][k] for k in wanted}
        m["shapes"] = reachable(m, m["operations"])
    ops = {}
    for op, o in sorted(m["operations"].items()):
        e = {}
        if "input" in o:
            e["input"] = o["input"]["shape"]
        if "output" in o:
            e["output"] = o["output"]["shape"]
            if "resultWrapper" in o["output"]:
                e["resultWrapper"] = o["output"]["resultWrapper"]
        e["errors"] = [x["shape"] for x in o.get("errors", [])]
        if o.get("authtype") == "none":
            e["unsigned"] = True
        if op in pages:
            p = pages[op]
            rk = p["result_key"]
            e["page"] = {"result": rk if isinstance(rk, list) else [rk]}
        ops[op] = e
    meta = {k: m["metadata"][k] for k in ("apiVersion", "protocol", "xmlNamespace", "globalEndpoint", "targetPrefix", "jsonVersion") if k in m["metadata"]}
    meta["botocore"] = botocore.__version__
    shapes = {n: shape(s) for n, s in sorted(m["shapes"].items())}
    (OUT / f"{name}.json").write_text(
        "{\n \"metadata\": " + json.dumps(meta) + ",\n \"operations\": " + one_per_line(ops) + ",\n \"shapes\": " + one_per_line(shapes)
        + (",\n \"omitted\": " + one_per_line(omitted) if omitted else "") + "\n}\n")
    print(name, len(ops), len(shapes), file=sys.stderr)
    for n, members in omitted.items():
        print(f"  {n} without {', '.join(members)}", file=sys.stderr)
    for n in [n for n, s in m["shapes"].items() if len(s.get("enum", [])) > MOST_VALUES]:
        print(f"  {n} without its list of values", file=sys.stderr)
