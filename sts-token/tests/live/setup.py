"""Creates the resources of the tests: a user with an access key, a role, and two buckets with objects.

Prints a JSON object with the access key of the user and the ARN of the role.
"""

import json
import sys

import boto3
from botocore.config import Config

endpoint = sys.argv[1]


def client(service, **credentials):
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name="us-east-1",
        config=Config(parameter_validation=False, s3={"addressing_style": "path"}),
        **credentials,
    )


root = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
iam = client("iam", **root)
user = iam.create_user(UserName="vendor")["User"]["Arn"]
key = iam.create_access_key(UserName="vendor")["AccessKey"]
allow = {"Effect": "Allow", "Action": ["s3:*", "sts:*"], "Resource": "*"}
policy = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
iam.put_user_policy(UserName="vendor", PolicyName="all", PolicyDocument=policy)
trust = {"Effect": "Allow", "Principal": {"AWS": user}, "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]}
trust = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
role = iam.create_role(RoleName="reader", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
iam.put_role_policy(RoleName="reader", PolicyName="all", PolicyDocument=policy)

s3 = client("s3", **root)
for bucket in ["bkt1", "bkt2"]:
    s3.create_bucket(Bucket=bucket)
    for tenant in ["tenant-a", "tenant-b"]:
        s3.put_object(Bucket=bucket, Key=f"{tenant}/report", Body=f"{bucket} {tenant}".encode())

resources = {"access_key_id": key["AccessKeyId"], "secret_access_key": key["SecretAccessKey"], "role": role}
print(json.dumps(resources))
