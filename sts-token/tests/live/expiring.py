"""Prints temporary credentials that expire within one second, which the library does not request."""

import json
import sys

import boto3
from botocore.config import Config

endpoint, key, secret, role = sys.argv[1:]
sts = boto3.client(
    "sts",
    endpoint_url=endpoint,
    region_name="us-east-1",
    aws_access_key_id=key,
    aws_secret_access_key=secret,
    config=Config(parameter_validation=False),
)
response = sts.assume_role(RoleArn=role, RoleSessionName="short", DurationSeconds=1)["Credentials"]
print(json.dumps([response["AccessKeyId"], response["SecretAccessKey"], response["SessionToken"]]))
