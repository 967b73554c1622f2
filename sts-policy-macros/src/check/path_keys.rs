//! Condition keys whose values are paths of names.

/// `Text` may hold `/` and `..`, so these keys do not accept it. A URL is not such a path: it needs `//`.
const PATH_KEYS: [&str; 22] = [
    "account:AccountResourceOrgPaths",
    "apigateway:Request/ConditionBasePaths",
    "apigateway:Resource/ConditionBasePaths",
    "aws:PrincipalOrgPaths",
    "aws:ResourceOrgPaths",
    "aws:SourceOrgPaths",
    "aws:VpceOrgPaths",
    "backup:CopyTargetOrgPaths",
    "batch:AWSLogsStreamPrefix",
    "bedrock-agentcore:namespacePath",
    "codebuild:exportConfig.s3Destination.path",
    "codecommit:References",
    "iotsitewise:assetHierarchyPath",
    "refactor-spaces:SourcePath",
    "s3-outposts:prefix",
    "s3:AccessGrantsLocationScope",
    "s3:annotation-prefix",
    "s3:prefix",
    "s3:x-amz-copy-source",
    "sagemaker:FileSystemDirectoryPath",
    "transcribe:OutputKey",
    "vpc-lattice-svcs:RequestPath",
];

/// Checks whether the values of a condition key are paths of names.
pub(super) fn is_path_key(key: &str) -> bool {
    PATH_KEYS.iter().any(|known| known.eq_ignore_ascii_case(key))
}
